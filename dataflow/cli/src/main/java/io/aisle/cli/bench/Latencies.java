package io.aisle.cli.bench;

import java.util.Arrays;

/** Measured times; exact, all are kept. Thread-safe. */
final class Latencies {
    private long[] nanos = new long[1 << 12];
    private int count;

    synchronized void add(long value) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = value;
    }

    /**
     * @param quantile 0 to 1
     * @return milliseconds, by the nearest rank; 0 when nothing was measured
     */
    synchronized double millis(double quantile) {
        if (count == 0) {
            return 0;
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(quantile * count);
        return sorted[Math.max(1, rank) - 1] / 1e6;
    }
}
