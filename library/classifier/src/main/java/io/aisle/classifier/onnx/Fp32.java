package io.aisle.classifier.onnx;

import static io.aisle.classifier.onnx.OnnxGraph.attribute;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** All numbers as they were learned. */
record Fp32(OnnxGraph graph) implements Precision {
    @Override
    public String read(String layer, String activation) {
        return activation;
    }

    @Override
    public List<String> parameters(String layer, String activation, INDArray weights, int outputs, INDArray bias) {
        return List.of(
                graph.weights(layer + ".weights", weights),
                graph.weights(layer + ".bias", bias.reshape(bias.length())));
    }

    @Override
    public String rows(String layer, INDArray table, String ids) {
        String weights = graph.weights(layer + ".weights", table);
        return graph.node("Gather", layer + ".rows", List.of(weights, ids), attribute("axis", 0));
    }
}
