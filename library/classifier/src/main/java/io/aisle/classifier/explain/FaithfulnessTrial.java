package io.aisle.classifier.explain;

import io.aisle.classifier.ModelRelease;
import io.aisle.classifier.Pair;
import io.aisle.classifier.engine.Engine;
import io.aisle.contract.Classification.Head;
import io.aisle.contract.ImageFeatures.Picture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Measures {@link Faithfulness} product by product. Words: the first k by weight against k at random. Pixels: the hottest
 * share of the map against the same area in the same shape at a random place, for the fused head and for the picture's
 * own head, as a product that its words decide needs no picture. Not thread-safe.
 */
public final class FaithfulnessTrial implements AutoCloseable {
    private static final int MOST_WORDS = 5;
    private static final double[] SHARES = {0.1, 0.2, 0.3, 0.5, 0.75};

    private final Questions questions;
    private final int edge;
    private final int draws;
    private final Random random;
    private final Map<Head, GradCam> cameras;
    private final Map<Head, Deletions> pixels;
    private final Deletions words = new Deletions(
            "words",
            "words",
            IntStream.rangeClosed(1, MOST_WORDS).asDoubleStream().toArray());
    private int products;

    /**
     * @param engine opened for the release
     * @param draws random removals for each guided one
     * @param seed of the draws
     */
    public FaithfulnessTrial(ModelRelease release, Engine engine, int draws, long seed) {
        this.questions = new Questions(release, engine);
        this.edge = release.inputs().imageSize();
        this.draws = draws;
        this.random = new Random(seed);
        this.cameras = new TreeMap<>( // in one order, so that a seed draws the same again
                Map.of(Head.FUSED, new GradCam(release, Head.FUSED), Head.IMAGE, new GradCam(release, Head.IMAGE)));
        this.pixels = Map.of(Head.FUSED, pixels("picture"), Head.IMAGE, pixels("picture, by its own head"));
    }

    private static Deletions pixels(String name) {
        double[] percent = IntStream.range(0, SHARES.length)
                .mapToDouble(step -> 100 * SHARES[step])
                .toArray();
        return new Deletions(name, "% of pixels", percent);
    }

    /** Explains a product's answer and takes out what the explanation names. */
    public void add(Pair pair) {
        products++;
        Occlusion occlusion = new Occlusion(questions, pair, edge);
        Map<Head, double[]> intact = occlusion.intact();
        int label = best(intact, Head.FUSED);
        addWords(pair, label, occlusion.of(label).ranked(), intact);
        if (pair.image() instanceof Picture) {
            cameras.forEach((head, camera) -> {
                int seen = best(intact, head);
                Variant whole = Variant.intact(pair);
                addPixels(
                        pair, head, seen, camera.of(questions.batch(List.of(whole)), seen, row(intact, head)), intact);
            });
        }
    }

    /** @param ranked the words in the order to take them out in */
    void addWords(Pair pair, int label, List<Part> ranked, Map<Head, double[]> intact) {
        int most = Math.min(MOST_WORDS, ranked.size() - 1);
        List<List<Part>> orders = new ArrayList<>(List.of(ranked));
        for (int draw = 0; draw < draws; draw++) {
            List<Part> shuffled = new ArrayList<>(ranked);
            Collections.shuffle(shuffled, random);
            orders.add(shuffled);
        }
        remove(words, Head.FUSED, label, intact, most, step -> orders.stream()
                .map(order -> Variant.without(pair, order.subList(0, step + 1)))
                .toList());
    }

    /** @param map by which pixels go; one that is all cold ranks nothing and is not counted */
    @SuppressWarnings("NullAway") // both heads have their curve
    void addPixels(Pair pair, Head head, int label, HeatMap map, Map<Head, double[]> intact) {
        if (map.isCold()) {
            return;
        }
        remove(pixels.get(head), head, label, intact, SHARES.length, step -> {
            BitSet hottest = map.hottest(edge, SHARES[step]);
            List<Variant> variants = new ArrayList<>(List.of(Variant.greyed(pair, hottest)));
            for (int draw = 0; draw < draws; draw++) {
                BitSet elsewhere = HeatMap.moved(hottest, edge, random.nextInt(edge), random.nextInt(edge));
                variants.add(Variant.greyed(pair, elsewhere));
            }
            return variants;
        });
    }

    /** @param variants of a step: the guided one, then the draws */
    private void remove(
            Deletions curve,
            Head head,
            int label,
            Map<Head, double[]> intact,
            int steps,
            IntFunction<List<Variant>> variants) {
        List<Variant> all = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            all.addAll(variants.apply(step));
        }
        double[] left = questions.ask(all).stream()
                .mapToDouble(answer -> row(answer, head)[label])
                .toArray();
        for (int step = 0; step < steps; step++) {
            int first = step * (draws + 1);
            double[] drawn = Arrays.copyOfRange(left, first + 1, first + 1 + draws);
            curve.add(step, row(intact, head)[label], left[first], drawn);
        }
    }

    @SuppressWarnings("NullAway") // every head answers
    private static double[] row(Map<Head, double[]> answer, Head head) {
        return answer.get(head);
    }

    private static int best(Map<Head, double[]> answer, Head head) {
        double[] row = row(answer, head);
        return IntStream.range(0, row.length)
                .reduce((left, right) -> row[right] > row[left] ? right : left)
                .orElseThrow();
    }

    /** What was measured so far. */
    @SuppressWarnings("NullAway") // both heads have their curve
    public Faithfulness result() {
        return new Faithfulness(
                products,
                draws,
                List.of(
                        words.curve(),
                        pixels.get(Head.FUSED).curve(),
                        pixels.get(Head.IMAGE).curve()));
    }

    @Override
    public void close() {
        cameras.values().forEach(GradCam::close);
    }
}
