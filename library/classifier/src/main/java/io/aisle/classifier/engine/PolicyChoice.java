package io.aisle.classifier.engine;

import java.time.Duration;

/** Chooses the smallest batch that reaches most of the engine's best speed. */
final class PolicyChoice {
    private static final int[] SIZES = {1, 4, 8, 16, 32, 64};
    /** Above this share of the best speed a bigger batch only adds latency. */
    private static final double ENOUGH = 0.9;
    /** A batch must not hold a product for long: the promise is one second for the whole stream. */
    private static final long SLOWEST_NANOS = Duration.ofMillis(200).toNanos();

    private static final Duration LONGEST_DELAY = Duration.ofMillis(20);
    private static final Duration SHORTEST_DELAY = Duration.ofMillis(2);

    private PolicyChoice() {}

    static BatchPolicy cautious(int concurrency) {
        return new BatchPolicy(8, SHORTEST_DELAY, concurrency);
    }

    static BatchPolicy measured(Engine engine, Inputs inputs, int concurrency) {
        long[] nanos = new long[SIZES.length];
        double best = 0;
        for (int at = 0; at < SIZES.length; at++) {
            nanos[at] = nanosOf(engine, Batch.empty(SIZES[at], inputs));
            best = Math.max(best, (double) SIZES[at] / nanos[at]);
        }
        int chosen = smallestFastEnough(nanos, best);
        return new BatchPolicy(SIZES[chosen], delay(nanos[chosen]), concurrency);
    }

    private static int smallestFastEnough(long[] nanos, double best) {
        int chosen = 0;
        for (int at = 0; at < SIZES.length; at++) {
            if (nanos[at] > SLOWEST_NANOS) {
                break;
            }
            chosen = at;
            if ((double) SIZES[at] / nanos[at] >= ENOUGH * best) {
                break;
            }
        }
        return chosen;
    }

    /** Waiting as long as one batch computes at most doubles a product's time here. */
    private static Duration delay(long batchNanos) {
        Duration delay = Duration.ofNanos(batchNanos);
        if (delay.compareTo(LONGEST_DELAY) > 0) {
            return LONGEST_DELAY;
        }
        return delay.compareTo(SHORTEST_DELAY) < 0 ? SHORTEST_DELAY : delay;
    }

    /** The fastest of three runs behind two unmeasured ones. */
    private static long nanosOf(Engine engine, Batch batch) {
        long fastest = Long.MAX_VALUE;
        for (int run = 0; run < 5; run++) {
            long start = System.nanoTime();
            engine.predict(batch);
            long took = System.nanoTime() - start;
            fastest = run < 2 ? fastest : Math.min(fastest, took);
        }
        return fastest;
    }
}
