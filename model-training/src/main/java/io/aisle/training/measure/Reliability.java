package io.aisle.training.measure;

/**
 * Whether "90 % sure" is right nine times in ten: answers in bins of equal width by their confidence, and the expected
 * calibration error over them (Guo et al., ICML 2017, eq. 3). Not thread-safe.
 */
public final class Reliability {
    static final int BINS = 15;

    private final int[] counts = new int[BINS];
    private final int[] right = new int[BINS];
    private final double[] confidences = new double[BINS];
    private int products;

    /** Takes note of an answer. */
    public void add(double confidence, boolean isRight) {
        int bin = Math.min(BINS - 1, (int) (confidence * BINS));
        counts[bin]++;
        right[bin] += isRight ? 1 : 0;
        confidences[bin] += confidence;
        products++;
    }

    /**
     * @param confidence mean
     * @param accuracy share that was right
     */
    record Bin(int products, double confidence, double accuracy) {}

    /** NaN in an empty bin. */
    Bin bin(int bin) {
        return new Bin(counts[bin], confidences[bin] / counts[bin], (double) right[bin] / counts[bin]);
    }

    /** Mean distance between confidence and accuracy over the bins; NaN without answers. */
    public double expectedError() {
        double error = 0;
        for (int bin = 0; bin < BINS; bin++) {
            error += Math.abs(confidences[bin] - right[bin]);
        }
        return error / products;
    }
}
