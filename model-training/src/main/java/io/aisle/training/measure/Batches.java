package io.aisle.training.measure;

import java.util.stream.IntStream;

/** Products an engine is asked about at once. */
final class Batches {
    private static final int SIZE = 32;

    private Batches() {}

    /** Some of many, from one to before another. */
    interface Work {
        void on(int from, int to);
    }

    /** Works on all of them, a batch at a time, on every processor core. */
    static void inParallel(int all, Work work) {
        IntStream.range(0, (all + SIZE - 1) / SIZE)
                .parallel()
                .forEach(batch -> work.on(batch * SIZE, Math.min(all, (batch + 1) * SIZE)));
    }
}
