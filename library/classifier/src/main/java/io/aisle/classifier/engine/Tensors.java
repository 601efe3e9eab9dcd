package io.aisle.classifier.engine;

import io.aisle.contract.Classification.Head;
import java.util.EnumMap;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A batch through a Deeplearning4j graph and back to the Java heap. Not thread-safe, as the graph is not. */
public final class Tensors {
    private Tensors() {}

    /** Answers of the graph in inference mode. */
    public static Predictions predict(ComputationGraph network, Batch batch) {
        INDArray[] outputs = network.output(ids(batch), images(batch));
        Map<Head, float[]> heads = new EnumMap<>(Head.class);
        for (Head head : Head.values()) {
            heads.put(head, outputs[head.ordinal()].dup('c').data().asFloat());
        }
        return new Predictions(batch.size(), (int) outputs[0].size(1), heads);
    }

    /** Ids as the embedding layer wants them, {@code [N, ids]} floats. */
    public static INDArray ids(Batch batch) {
        float[] ids = new float[batch.ids().length];
        for (int at = 0; at < ids.length; at++) {
            ids[at] = batch.ids()[at];
        }
        return Nd4j.create(ids, new long[] {batch.size(), batch.inputs().ids()}, 'c');
    }

    /** Pictures, {@code [N, 3, S, S]}. */
    public static INDArray images(Batch batch) {
        long edge = batch.inputs().imageSize();
        return Nd4j.create(batch.images(), new long[] {batch.size(), 3, edge, edge}, 'c');
    }
}
