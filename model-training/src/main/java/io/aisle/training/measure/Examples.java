package io.aisle.training.measure;

import io.aisle.classifier.Pair;
import io.aisle.contract.ImageFeatures.Picture;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Products to look at, with the picture the network saw: the wrong answers it was surest of, and some drawn blindly. */
final class Examples {
    private static final int MOST_WRONG = 40;
    private static final int MOST_DRAWN = 12;

    /** @param picture JPEG, null when there was none */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Example(Judged judged, byte @Nullable [] picture) {
        private double confidence() {
            return judged.confidence();
        }
    }

    private final PriorityQueue<Example> wrong = new PriorityQueue<>(Comparator.comparingDouble(Example::confidence)
            .thenComparing(example -> example.judged().productId()));
    private final List<Example> drawn = new ArrayList<>();
    private final Random random;
    private int offered;

    Examples(long seed) {
        this.random = new Random(seed);
    }

    void offer(Judged judged, Pair pair) {
        Example example = new Example(judged, pair.image() instanceof Picture picture ? picture.jpeg() : null);
        if (!judged.isRight()) {
            wrong.add(example);
            if (wrong.size() > MOST_WRONG) {
                wrong.poll();
            }
        }
        draw(example);
    }

    /** Each has the same chance to stay (reservoir sampling, Vitter's algorithm R, 1985). */
    private void draw(Example example) {
        offered++;
        if (drawn.size() < MOST_DRAWN) {
            drawn.add(example);
        } else {
            int place = random.nextInt(offered);
            if (place < MOST_DRAWN) {
                drawn.set(place, example);
            }
        }
    }

    /** The surest first. */
    List<Example> surestErrors() {
        List<Example> ranked = new ArrayList<>(wrong);
        ranked.sort(Comparator.comparingDouble(Example::confidence).reversed());
        return ranked;
    }

    List<Example> drawn() {
        return List.copyOf(drawn);
    }
}
