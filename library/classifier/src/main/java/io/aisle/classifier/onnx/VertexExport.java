package io.aisle.classifier.onnx;

import static io.aisle.classifier.onnx.OnnxGraph.attribute;

import io.aisle.classifier.network.TimeSteps;
import java.util.List;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.jspecify.annotations.Nullable;

/** Vertices without parameters. */
record VertexExport(OnnxGraph graph) {
    void write(@Nullable GraphVertex kind, org.deeplearning4j.nn.graph.vertex.GraphVertex vertex, List<String> inputs) {
        String name = vertex.getVertexName();
        if (kind instanceof MergeVertex) {
            graph.node("Concat", name, inputs, attribute("axis", 1));
        } else if (kind instanceof ElementWiseVertex sum && sum.getOp() == ElementWiseVertex.Op.Add) {
            graph.node("Add", name, inputs);
        } else if (kind instanceof TimeSteps steps) {
            slice(name, inputs.get(0), steps);
        } else {
            throw new UnsupportedOperationException("onnx export: cannot write vertex " + name + ", " + kind);
        }
    }

    private void slice(String name, String input, TimeSteps steps) {
        String from = graph.integers(name + ".from", steps.getFrom());
        String to = graph.integers(name + ".to", steps.getTo());
        String axis = graph.integers(name + ".axis", 2);
        graph.node("Slice", name, List.of(input, from, to, axis));
    }
}
