package io.aisle.classifier.engine;

import io.aisle.classifier.onnx.ActivationRanges;
import io.aisle.classifier.onnx.OnnxExporter;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Makes the 8-bit form of a network: shows it products, notes its ranges, writes it. */
public final class Quantizer {
    /** A range that keeps every outlier is too coarse for all others: these few are cut off at either end. */
    private static final double OUTSIDE = 1e-4;

    private Quantizer() {}

    /**
     * The bytes of an {@code .onnx} file in 8 bits.
     *
     * @param folded a network without batch norm layers
     * @param products to calibrate with, a few at a time; of the training side, or its accuracy is not that of new ones
     * @param learned layers that stay as they were learned
     */
    public static byte[] int8(ComputationGraph folded, Inputs inputs, List<Batch> products, Set<String> learned) {
        try (RangeObserver observer = new RangeObserver(folded, inputs)) {
            products.forEach(observer::observe);
            ActivationRanges ranges = observer.ranges(OUTSIDE, learned);
            return OnnxExporter.exportInt8(folded, inputs, ranges);
        }
    }
}
