package io.aisle.classifier.onnx;

import static io.aisle.classifier.onnx.OnnxGraph.attribute;

import io.aisle.classifier.onnx.ActivationRanges.Range;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Numbers of 8 bits with QuantizeLinear and DequantizeLinear around them, which a runtime fuses with the operator between
 * them: activations unsigned, one range each; weights signed and symmetric, one scale for each output; biases 32 bits
 * (Jacob et al., Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only Inference, CVPR
 * 2018; per channel after Krishnamoorthi, arXiv 1806.08342, section 3.1.2).
 */
final class Int8 implements Precision {
    private final OnnxGraph graph;
    private final ActivationRanges ranges;
    private final Precision learned;
    private final Set<String> quantized = new HashSet<>();

    Int8(OnnxGraph graph, ActivationRanges ranges) {
        this.graph = graph;
        this.ranges = ranges;
        this.learned = new Fp32(graph);
    }

    /** All readers of an activation share one pair of nodes, or the operator that made it could not be fused. */
    @Override
    public String read(String layer, String activation) {
        Range range = ranges.of(layer, activation);
        if (range == null) {
            return activation;
        }
        String read = activation + ".read";
        if (quantized.add(activation)) {
            String scale = graph.scalar(activation + ".scale", range.scale());
            String zero = graph.bytes(activation + ".zero", OnnxGraph.UINT8, new byte[] {(byte) range.zero()});
            String steps = graph.node("QuantizeLinear", activation + ".steps", List.of(activation, scale, zero));
            graph.node("DequantizeLinear", read, List.of(steps, scale, zero));
        }
        return read;
    }

    @Override
    public List<String> parameters(String layer, String activation, INDArray weights, int outputs, INDArray bias) {
        @Nullable Range range = ranges.of(layer, activation);
        if (range == null) {
            return learned.parameters(layer, activation, weights, outputs, bias);
        }
        float[] shift = bias.dup('c').data().asFloat();
        QuantizedWeights steps = QuantizedWeights.of(weights, outputs, shift, range.scale());
        String scales = graph.weights(layer + ".weight-scales", steps.scales());
        String filters = graph.bytes(layer + ".weight-steps", OnnxGraph.INT8, steps.values(), weights.shape());
        String sums = graph.weights(layer + ".bias-scales", steps.scales(range.scale()));
        String shifts = graph.ints(layer + ".bias-steps", steps.bias(shift, range.scale()));
        return List.of(
                graph.node(
                        "DequantizeLinear", layer + ".weights", List.of(filters, scales), attribute("axis", outputs)),
                graph.node("DequantizeLinear", layer + ".bias", List.of(shifts, sums), attribute("axis", 0)));
    }

    /**
     * A scale for each row and one for each column, because rare words have short vectors, and a column may hold numbers of
     * another kind; DequantizeLinear knows no such thing.
     */
    @Override
    public String rows(String layer, INDArray table, String ids) {
        if (ranges.learned().contains(layer)) {
            return learned.rows(layer, table, ids);
        }
        INDArray columns = columns(table);
        QuantizedWeights steps = QuantizedWeights.of(table.divRowVector(columns), 0, new float[(int) table.size(0)], 1);
        String weights = graph.bytes(layer + ".weight-steps", OnnxGraph.INT8, steps.values(), table.shape());
        String scales = graph.weights(layer + ".weight-scales", steps.scales().reshape(table.size(0), 1));
        String rows = graph.node("Gather", layer + ".rows-steps", List.of(weights, ids), attribute("axis", 0));
        String floats = graph.node("Cast", layer + ".rows-floats", List.of(rows), attribute("to", OnnxGraph.FLOAT));
        String widths = graph.node("Gather", layer + ".rows-scales", List.of(scales, ids), attribute("axis", 0));
        String even = graph.node("Mul", layer + ".rows-even", List.of(floats, widths));
        String apart = graph.weights(layer + ".column-scales", columns.reshape(table.size(1)));
        return graph.node("Mul", layer + ".rows", List.of(even, apart));
    }

    /** Root mean squares of the columns, each row brought to one size before. */
    private static INDArray columns(INDArray table) {
        INDArray even = table.divColumnVector(withoutZeros(Transforms.abs(table).max(1)));
        return withoutZeros(Transforms.sqrt(even.muli(even).mean(0)));
    }

    private static INDArray withoutZeros(INDArray scales) {
        return scales.addi(scales.eq(0).castTo(scales.dataType()));
    }
}
