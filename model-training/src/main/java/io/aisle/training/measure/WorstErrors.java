package io.aisle.training.measure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The wrong answers a model was surest of, with their pictures. */
final class WorstErrors {
    private static final int MOST = 40;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Wrong(Judged judged, byte @Nullable [] picture) {}

    private final PriorityQueue<Wrong> worst = new PriorityQueue<>(
            Comparator.comparingDouble((Wrong wrong) -> wrong.judged().confidence())
                    .thenComparing(wrong -> wrong.judged().productId()));

    void offer(Judged judged, byte @Nullable [] picture) {
        if (!judged.isRight()) {
            worst.add(new Wrong(judged, picture));
            if (worst.size() > MOST) {
                worst.poll();
            }
        }
    }

    /** The surest first. */
    List<Wrong> ranked() {
        List<Wrong> ranked = new ArrayList<>(worst);
        ranked.sort(Comparator.comparingDouble((Wrong wrong) -> -wrong.judged().confidence()));
        return ranked;
    }
}
