package io.aisle.classifier.onnx;

import static java.util.stream.Collectors.toCollection;

import io.aisle.classifier.ModelUnusable;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import onnx.Onnx.NodeProto;

/**
 * Reverse-mode differentiation of what lies between a vector and a head: dense layers, their activations, joins and sums
 * of vectors. Exact, for one product. It refuses other operators: what is between picture features and heads is small by
 * design.
 */
public final class Backward {
    private final WrittenGraph graph;
    private final String from;
    private final String to;
    private final List<NodeProto> path;

    /**
     * @param from the vector to differentiate by
     * @param to the vector to differentiate
     */
    public Backward(WrittenGraph graph, String from, String to) {
        this.graph = graph;
        this.from = from;
        this.to = to;
        Set<String> reached = graph.downstream(from);
        this.path = graph.nodes().stream()
                .filter(node -> reached.contains(node.getOutput(0))
                        && !node.getOutput(0).equals(from)
                        && graph.downstream(node.getOutput(0)).contains(to))
                .toList();
    }

    /** Tensors whose values it needs: what activations gave, and what was joined. */
    public Set<String> needs() {
        return path.stream()
                .flatMap(node -> switch (node.getOpType()) {
                    case "Concat" -> node.getInputList().stream();
                    case "Relu", "Clip", "LeakyRelu", "Elu", "Tanh" -> node.getOutputList().stream();
                    default -> List.<String>of().stream();
                })
                .collect(toCollection(LinkedHashSet::new));
    }

    /**
     * The gradient of {@code seed . to} with respect to {@code from}.
     *
     * @param values of the tensors that {@link #needs} names, of one product
     */
    public float[] gradient(float[] seed, Map<String, float[]> values, int length) {
        Map<String, float[]> gradients = new HashMap<>(Map.of(to, seed));
        for (int at = path.size() - 1; at >= 0; at--) {
            float[] gradient = gradients.get(path.get(at).getOutput(0));
            if (gradient != null) {
                pass(path.get(at), gradient, values, gradients);
            }
        }
        return gradients.getOrDefault(from, new float[length]);
    }

    private void pass(NodeProto node, float[] gradient, Map<String, float[]> values, Map<String, float[]> gradients) {
        switch (node.getOpType()) {
            case "Gemm" -> add(gradients, node.getInput(0), product(graph.constant(node.getInput(1)), gradient));
            case "Relu" ->
                add(gradients, node.getInput(0), open(gradient, value(values, node.getOutput(0)), Float.MAX_VALUE));
            case "Clip" -> add(gradients, node.getInput(0), open(gradient, value(values, node.getOutput(0)), 6));
            case "LeakyRelu" ->
                add(gradients, node.getInput(0), times(gradient, node, values, y -> y > 0 ? 1 : alpha(node)));
            case "Elu" ->
                add(gradients, node.getInput(0), times(gradient, node, values, y -> y > 0 ? 1 : y + alpha(node)));
            case "Tanh" -> add(gradients, node.getInput(0), times(gradient, node, values, y -> 1 - y * y));
            case "Concat" -> split(node, gradient, values, gradients);
            case "Add" -> node.getInputList().forEach(input -> add(gradients, input, gradient));
            case "Identity", "Flatten" -> add(gradients, node.getInput(0), gradient);
            default ->
                throw new ModelUnusable("onnx: cannot differentiate " + node.getOpType() + " (" + node.getName()
                        + ") between the picture and a head");
        }
    }

    /** Weights {@code [in, out]} times a column. */
    private static float[] product(float[] weights, float[] column) {
        float[] product = new float[weights.length / column.length];
        for (int row = 0; row < product.length; row++) {
            double sum = 0;
            for (int at = 0; at < column.length; at++) {
                sum += (double) weights[row * column.length + at] * column[at];
            }
            product[row] = (float) sum;
        }
        return product;
    }

    /** @param slope of the activation, from what it gave */
    private static float[] times(
            float[] gradient, NodeProto node, Map<String, float[]> values, DoubleUnaryOperator slope) {
        float[] outputs = value(values, node.getOutput(0));
        float[] times = new float[gradient.length];
        for (int at = 0; at < times.length; at++) {
            times[at] = (float) (gradient[at] * slope.applyAsDouble(outputs[at]));
        }
        return times;
    }

    private static double alpha(NodeProto node) {
        return node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals("alpha"))
                .findFirst()
                .orElseThrow(() -> new ModelUnusable("onnx: " + node.getName() + " has no alpha"))
                .getF();
    }

    /** The gradient where the activation is neither at its floor of 0 nor at its ceiling. */
    private static float[] open(float[] gradient, float[] outputs, float ceiling) {
        float[] open = new float[gradient.length];
        for (int at = 0; at < open.length; at++) {
            open[at] = outputs[at] > 0 && outputs[at] < ceiling ? gradient[at] : 0;
        }
        return open;
    }

    private static void split(
            NodeProto node, float[] gradient, Map<String, float[]> values, Map<String, float[]> gradients) {
        int start = 0;
        for (String input : node.getInputList()) {
            int length = value(values, input).length;
            float[] part = new float[length];
            System.arraycopy(gradient, start, part, 0, length);
            add(gradients, input, part);
            start += length;
        }
    }

    private static void add(Map<String, float[]> gradients, String tensor, float[] more) {
        gradients.merge(tensor, more, (left, right) -> {
            float[] sum = left.clone();
            for (int at = 0; at < sum.length; at++) {
                sum[at] += right[at];
            }
            return sum;
        });
    }

    private static float[] value(Map<String, float[]> values, String tensor) {
        float[] value = values.get(tensor);
        if (value == null) {
            throw new IllegalArgumentException("gradient: the value of " + tensor + " is missing");
        }
        return value;
    }
}
