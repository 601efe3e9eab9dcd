package io.aisle.classifier.onnx;

import io.aisle.classifier.engine.Inputs;
import io.aisle.classifier.network.Network;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;

/**
 * Writes a folded network as ONNX. Inputs and outputs have the names of the graph's; the batch size is free. Knows the
 * layers our network is made of and refuses every other.
 */
public final class OnnxExporter {
    private final ComputationGraph network;
    private final OnnxGraph graph = new OnnxGraph();
    private final LayerExport layers;
    private final VertexExport vertices;

    private OnnxExporter(ComputationGraph network, Function<OnnxGraph, Precision> precision) {
        this.network = network;
        Precision chosen = precision.apply(graph);
        this.layers = new LayerExport(graph, chosen);
        this.vertices = new VertexExport(graph, chosen);
    }

    /** The bytes of a {@code .onnx} file for a network without batch norm layers. */
    public static byte[] export(ComputationGraph folded, Inputs inputs) {
        return export(folded, inputs, Fp32::new);
    }

    /** The same network; every activation whose range {@link #exportInt8} needs is an output too. */
    public static byte[] exportObserved(ComputationGraph folded, Inputs inputs) {
        return export(folded, inputs, Observed::new);
    }

    /** The network in 8 bits, embedding included; activations without a range stay floats. */
    public static byte[] exportInt8(ComputationGraph folded, Inputs inputs, ActivationRanges ranges) {
        return export(folded, inputs, graph -> new Int8(graph, ranges));
    }

    private static byte[] export(ComputationGraph folded, Inputs inputs, Function<OnnxGraph, Precision> precision) {
        OnnxExporter exporter = new OnnxExporter(folded, precision);
        exporter.graph.input(Network.IDS, OnnxGraph.INT32, inputs.ids());
        exporter.graph.input(Network.IMAGES, OnnxGraph.FLOAT, 3, inputs.imageSize(), inputs.imageSize());
        return exporter.write();
    }

    /** The bytes for a picture branch alone: pictures in, {@code [N, units]} out. */
    public static byte[] exportImageBranch(ComputationGraph branch, int imageSize) {
        return export(branch, OnnxGraph.FLOAT, 3, imageSize, imageSize);
    }

    /** The bytes for any graph of one input of floats; {@code shape} is without the batch dimension. */
    static byte[] export(ComputationGraph folded, int type, long... shape) {
        return export(folded, Fp32::new, type, shape);
    }

    static byte[] export(ComputationGraph folded, Function<OnnxGraph, Precision> precision, int type, long... shape) {
        OnnxExporter exporter = new OnnxExporter(folded, precision);
        exporter.graph.input(folded.getConfiguration().getNetworkInputs().get(0), type, shape);
        return exporter.write();
    }

    private byte[] write() {
        for (int index : network.topologicalSortOrder()) {
            GraphVertex vertex = network.getVertices()[index];
            if (!vertex.isInputVertex()) {
                write(vertex);
            }
        }
        for (String output : network.getConfiguration().getNetworkOutputs()) {
            graph.output(output);
        }
        return graph.bytes();
    }

    private void write(GraphVertex vertex) {
        List<String> inputs = inputs(vertex);
        Layer layer = vertex.hasLayer() ? vertex.getLayer() : null;
        if (layer == null) {
            vertices.write(network.getConfiguration().getVertices().get(vertex.getVertexName()), vertex, inputs);
        } else {
            layers.write(layer, inputs.get(0));
        }
    }

    private List<String> inputs(GraphVertex vertex) {
        return Arrays.stream(vertex.getInputVertices())
                .map(VertexIndices::getVertexIndex)
                .map(index -> network.getVertices()[index].getVertexName())
                .toList();
    }
}
