package io.aisle.classifier;

import io.aisle.contract.Codec;

/**
 * Temperature scaling of the fused head (Guo et al., On Calibration of Modern Neural Networks, ICML 2017, eq. 9):
 * softmax(z / T), computed from probabilities as p^(1/T) normalised. The order of the leaves never changes.
 *
 * @param temperature T, fitted on validation products; above 1 the network was too sure
 */
public record Calibration(double temperature) {
    /** Keeps the logarithm finite; far below anything that matters. */
    private static final double LEAST = 1e-30;

    public Calibration {
        if (!(temperature > 0) || Double.isInfinite(temperature)) {
            throw new ModelUnusable("calibration: temperature must be above 0, not " + temperature);
        }
    }

    /** The calibration in its JSON file. */
    public static Calibration parse(byte[] json) {
        return Codec.decode(json, Calibration.class);
    }

    /** Calibrated copy of softmax probabilities. */
    public double[] apply(float[] probabilities) {
        double[] scaled = new double[probabilities.length];
        double sum = 0;
        for (int label = 0; label < scaled.length; label++) {
            scaled[label] = Math.pow(Math.max(probabilities[label], LEAST), 1 / temperature);
            sum += scaled[label];
        }
        for (int label = 0; label < scaled.length; label++) {
            scaled[label] /= sum;
        }
        return scaled;
    }

    /**
     * The temperature of least negative log likelihood, by golden-section search over its logarithm.
     *
     * @param probabilities softmax rows of products that training did not see
     * @param labels their true labels
     */
    public static Calibration fit(float[][] probabilities, int[] labels) {
        double shrink = (Math.sqrt(5) - 1) / 2;
        double low = Math.log(0.2);
        double high = Math.log(10);
        while (high - low > 1e-4) {
            double left = high - shrink * (high - low);
            double right = low + shrink * (high - low);
            if (loss(Math.exp(left), probabilities, labels) < loss(Math.exp(right), probabilities, labels)) {
                high = right;
            } else {
                low = left;
            }
        }
        return new Calibration(Math.exp((low + high) / 2));
    }

    private static double loss(double temperature, float[][] probabilities, int[] labels) {
        Calibration candidate = new Calibration(temperature);
        double loss = 0;
        for (int row = 0; row < labels.length; row++) {
            loss -= Math.log(Math.max(candidate.apply(probabilities[row])[labels[row]], LEAST));
        }
        return loss;
    }
}
