package io.aisle.classifier.onnx;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;

/** As learned; and every activation that INT8 would have to know the range of is an output too. */
record Observed(OnnxGraph graph, Precision learned, Set<String> outputs) implements Precision {
    Observed(OnnxGraph graph) {
        this(graph, new Fp32(graph), new HashSet<>());
    }

    @Override
    public String read(String layer, String activation) {
        if (outputs.add(activation)) {
            graph.output(activation);
        }
        return activation;
    }

    @Override
    public List<String> parameters(String layer, String activation, INDArray weights, int outputs, INDArray bias) {
        return learned.parameters(layer, activation, weights, outputs, bias);
    }

    @Override
    public String rows(String layer, INDArray table, String ids) {
        return learned.rows(layer, table, ids);
    }
}
