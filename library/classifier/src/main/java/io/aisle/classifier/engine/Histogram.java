package io.aisle.classifier.engine;

import io.aisle.classifier.onnx.ActivationRanges.Range;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** Where the values of one activation lie. Its ends move outwards by doubling, so nothing need be known before. */
final class Histogram {
    /** Bins to each side of zero: many to each of the 256 steps whose ends are sought. */
    private static final int HALF = 4096;

    private final long[] counts = new long[2 * HALF];
    private float end = 1e-6f;
    private float least;
    private float most;
    private long values;

    void add(FloatBuffer some) {
        while (some.hasRemaining()) {
            add(some.get());
        }
    }

    private void add(float value) {
        while (Math.abs(value) >= end && Float.isFinite(value)) {
            widen();
        }
        counts[HALF + (int) Math.floor(value / end * HALF)]++;
        least = Math.min(least, value);
        most = Math.max(most, value);
        values++;
    }

    private void widen() {
        long[] narrow = counts.clone();
        Arrays.fill(counts, 0);
        for (int bin = 0; bin < narrow.length; bin++) {
            counts[HALF + Math.floorDiv(bin - HALF, 2)] += narrow[bin];
        }
        end *= 2;
    }

    /** What holds all values but this share at either end. */
    Range without(double share) {
        long outside = (long) (values * share);
        int low = 0;
        for (long below = counts[0]; below <= outside && low < counts.length - 1; below += counts[low]) {
            low++;
        }
        int high = counts.length - 1;
        for (long above = counts[high]; above <= outside && high > 0; above += counts[high]) {
            high--;
        }
        return new Range(Math.max(least, (low - HALF) * end / HALF), Math.min(most, (high + 1 - HALF) * end / HALF));
    }
}
