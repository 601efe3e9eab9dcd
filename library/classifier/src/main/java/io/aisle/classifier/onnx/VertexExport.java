package io.aisle.classifier.onnx;

import static io.aisle.classifier.onnx.OnnxGraph.attribute;

import io.aisle.classifier.network.TimeSteps;
import io.aisle.classifier.network.UnitLength;
import java.util.List;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.jspecify.annotations.Nullable;

/** Vertices without parameters. */
record VertexExport(OnnxGraph graph, Precision precision) {
    void write(@Nullable GraphVertex kind, org.deeplearning4j.nn.graph.vertex.GraphVertex vertex, List<String> inputs) {
        String name = vertex.getVertexName();
        if (kind instanceof MergeVertex) {
            graph.node("Concat", name, inputs, attribute("axis", 1));
        } else if (kind instanceof ElementWiseVertex sum && sum.getOp() == ElementWiseVertex.Op.Add) {
            List<String> summands =
                    inputs.stream().map(input -> precision.read(name, input)).toList();
            graph.node("Add", name, summands);
        } else if (kind instanceof TimeSteps steps) {
            slice(name, inputs.get(0), steps.getFrom(), steps.getTo(), steps.axis());
        } else if (kind instanceof UnitLength unit) {
            unitLength(name, inputs.get(0), unit);
        } else {
            throw new UnsupportedOperationException("onnx export: cannot write vertex " + name + ", " + kind);
        }
    }

    private String slice(String name, String input, int first, int end, int along) {
        String from = graph.integers(name + ".from", first);
        String to = graph.integers(name + ".to", end);
        String axis = graph.integers(name + ".axis", along);
        return graph.node("Slice", name, List.of(input, from, to, axis));
    }

    private void unitLength(String name, String input, UnitLength unit) {
        String scores = slice(name + ".scores", input, 0, unit.getSize(), 1);
        String square = slice(name + ".square", input, unit.getSize(), unit.getSize() + 1, 1);
        String least = graph.scalar(name + ".least", UnitLength.LEAST);
        String positive = graph.node("Max", name + ".positive", List.of(square, least));
        String length = graph.node("Sqrt", name + ".length", List.of(positive));
        graph.node("Div", name, List.of(scores, length));
    }
}
