package io.aisle.classifier;

import io.aisle.contract.Classification.Head;
import io.aisle.contract.Codec;
import java.util.EnumMap;
import java.util.Map;

/**
 * Temperature scaling (Guo et al., On Calibration of Modern Neural Networks, ICML 2017, eq. 9) of each head:
 * softmax(z / T), computed from probabilities as p^(1/T) normalised. The order of the leaves never changes.
 *
 * @param temperatures T of each head, fitted on validation products; above 1 the head was too sure
 */
public record Calibration(Map<Head, Double> temperatures) {
    /** Keeps the logarithm finite; far below anything that matters. */
    private static final double LEAST = 1e-30;

    public Calibration {
        temperatures = new EnumMap<>(temperatures);
        for (Head head : Head.values()) {
            Double temperature = temperatures.get(head);
            if (temperature == null || !(temperature > 0) || Double.isInfinite(temperature)) {
                throw new ModelUnusable("calibration: temperature of " + head + " must be above 0, not " + temperature);
            }
        }
    }

    /** The calibration in its JSON file. */
    public static Calibration parse(byte[] json) {
        return Codec.decode(json, Calibration.class);
    }

    /** The temperature of a head. */
    @SuppressWarnings("NullAway") // the constructor saw every head
    public double of(Head head) {
        return temperatures.get(head);
    }

    /** Calibrated copy of a head's softmax probabilities. */
    public double[] apply(Head head, float[] probabilities) {
        return scaled(of(head), probabilities);
    }

    private static double[] scaled(double temperature, float[] probabilities) {
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
     * The temperature of least negative log likelihood, by golden-section search over its logarithm; 1 when there is
     * nothing to fit it by.
     *
     * @param probabilities softmax rows of products that training did not see
     * @param labels their true labels
     */
    public static double fit(float[][] probabilities, int[] labels) {
        if (labels.length == 0) {
            return 1;
        }
        double shrink = (Math.sqrt(5) - 1) / 2;
        double low = Math.log(0.2);
        double high = Math.log(10);
        while (high - low > 1e-3) {
            double left = high - shrink * (high - low);
            double right = low + shrink * (high - low);
            if (loss(Math.exp(left), probabilities, labels) < loss(Math.exp(right), probabilities, labels)) {
                high = right;
            } else {
                low = left;
            }
        }
        return Math.exp((low + high) / 2);
    }

    private static double loss(double temperature, float[][] probabilities, int[] labels) {
        double loss = 0;
        for (int row = 0; row < labels.length; row++) {
            loss -= Math.log(Math.max(scaled(temperature, probabilities[row])[labels[row]], LEAST));
        }
        return loss;
    }
}
