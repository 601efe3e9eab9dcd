package io.aisle.classifier.onnx;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** How the numbers of a graph are written. Layers and vertices that multiply, add or compare ask for their operands here. */
interface Precision {
    /** The name under which a layer reads an activation. */
    String read(String layer, String activation);

    /**
     * Weights and bias of a layer that multiplies.
     *
     * @param activation what the layer multiplies them with
     * @param outputs the dimension of the weights that counts the layer's outputs
     * @return the names of both
     */
    List<String> parameters(String layer, String activation, INDArray weights, int outputs, INDArray bias);

    /** Rows of an embedding's table by ids {@code [N, steps]}, as floats {@code [N, steps, features]}. */
    String rows(String layer, INDArray table, String ids);
}
