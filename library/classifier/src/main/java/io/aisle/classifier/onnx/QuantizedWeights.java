package io.aisle.classifier.onnx;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Weights in signed steps, as many to each side of zero.
 *
 * @param values steps in the order of the weights
 * @param widths width of a step for each output
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record QuantizedWeights(byte[] values, float[] widths) {
    private static final int STEPS = 127;
    /** A bias stays this far from the end of its 32 bits, which also hold the sum of the products. */
    private static final double MOST_BIAS = 1 << 30;

    /**
     * @param outputs the dimension that counts the outputs
     * @param bias of each output; a step is never so narrow that the bias would not fit
     * @param input width of a step of the activation
     */
    static QuantizedWeights of(INDArray weights, int outputs, float[] bias, float input) {
        float[] learned = weights.dup('c').data().asFloat();
        int inner = 1;
        for (int dimension = outputs + 1; dimension < weights.rank(); dimension++) {
            inner *= (int) weights.size(dimension);
        }
        float[] widths = widths(learned, inner, bias, input);
        byte[] values = new byte[learned.length];
        for (int at = 0; at < learned.length; at++) {
            values[at] = (byte) Math.round(learned[at] / widths[at / inner % widths.length]);
        }
        return new QuantizedWeights(values, widths);
    }

    private static float[] widths(float[] learned, int inner, float[] bias, float input) {
        float[] widths = new float[bias.length];
        for (int at = 0; at < learned.length; at++) {
            int output = at / inner % widths.length;
            widths[output] = Math.max(widths[output], Math.abs(learned[at]) / STEPS);
        }
        for (int output = 0; output < widths.length; output++) {
            widths[output] = (float) Math.max(widths[output], Math.abs(bias[output]) / (input * MOST_BIAS));
            widths[output] = widths[output] > 0 ? widths[output] : 1; // all zeros: any width will do
        }
        return widths;
    }

    INDArray scales() {
        return scales(1);
    }

    /** Widths of the products with an activation of this width, which are those of the bias. */
    INDArray scales(float input) {
        float[] scales = widths.clone();
        for (int output = 0; output < scales.length; output++) {
            scales[output] *= input;
        }
        return Nd4j.createFromArray(scales);
    }

    int[] bias(float[] learned, float input) {
        int[] steps = new int[learned.length];
        for (int output = 0; output < steps.length; output++) {
            steps[output] = (int) Math.round((double) learned[output] / ((double) widths[output] * input));
        }
        return steps;
    }
}
