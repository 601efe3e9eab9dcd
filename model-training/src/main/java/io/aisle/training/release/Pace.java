package io.aisle.training.release;

import io.aisle.classifier.Classifier;
import io.aisle.classifier.GoldenSet;
import io.aisle.classifier.ModelRelease;
import io.aisle.classifier.Pair;
import io.aisle.classifier.engine.Engine;
import io.aisle.classifier.engine.Engines;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How fast a release answers its golden products, from the halves to the classification, on one core.
 *
 * @param productsPerSecond in batches
 * @param ofPredecessor the same of the other release, measured in turn with it; NaN without one
 * @param slowest the 99th percentile of the time for one product alone
 */
record Pace(double productsPerSecond, double ofPredecessor, Duration slowest) {
    private static final int BATCH = 32;
    private static final int ROUNDS = 15;
    private static final int UNMEASURED = 3;
    /** One in a hundred of them may be slower than what is reported. */
    private static final int ALONE = 200;

    static Pace of(ModelRelease release, @Nullable ModelRelease predecessor) {
        try (Runner runner = new Runner(release);
                Runner other = new Runner(predecessor == null ? release : predecessor)) {
            long[] own = new long[ROUNDS];
            long[] others = new long[ROUNDS];
            for (int round = -UNMEASURED; round < ROUNDS; round++) {
                long took = runner.batch();
                long tookOther = predecessor == null ? 0 : other.batch();
                if (round >= 0) {
                    own[round] = took;
                    others[round] = tookOther;
                }
            }
            double ofPredecessor = predecessor == null ? Double.NaN : BATCH / seconds(others, 0.5);
            long slowest = (long) (1e9 * seconds(runner.alone(), 0.99));
            return new Pace(BATCH / seconds(own, 0.5), ofPredecessor, Duration.ofNanos(slowest));
        }
    }

    private static double seconds(long[] nanos, double quantile) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(quantile * sorted.length) - 1] / 1e9;
    }

    private static final class Runner implements AutoCloseable {
        private final Engine engine;
        private final Classifier classifier;
        private final List<Pair> pairs;

        Runner(ModelRelease release) {
            this.engine = Engines.open(Engines.ONNX, release, 1);
            this.classifier = Classifier.load(release, engine);
            List<GoldenSet.Case> golden =
                    GoldenSet.parse(release.file(ModelRelease.GOLDEN)).cases();
            this.pairs = IntStream.range(0, BATCH)
                    .mapToObj(at -> golden.get(at % golden.size()).pair())
                    .toList();
        }

        long batch() {
            return nanos(pairs);
        }

        long[] alone() {
            return IntStream.range(0, ALONE)
                    .mapToLong(at -> nanos(List.of(pairs.get(at % BATCH))))
                    .toArray();
        }

        private long nanos(List<Pair> some) {
            long start = System.nanoTime();
            classifier.classify(some);
            return System.nanoTime() - start;
        }

        @Override
        public void close() {
            engine.close();
        }
    }
}
