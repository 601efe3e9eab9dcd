package io.aisle.classifier.network;

import io.aisle.classifier.engine.Inputs;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.weights.WeightInit;

/** The linear classifier over the n-grams of a name, as a part of the graph. */
final class LinearPart {
    /** Name of the layer that holds its weights, with the square of each row's weight behind them. */
    static final String ROWS = "linear-rows";

    private static final String BESIDE = "-and-" + Network.LINEAR;

    private LinearPart() {}

    /** Adds {@link Network#LINEAR}, the scores, {@code [N, labels]}. */
    static void addTo(GraphBuilder graph, NetworkShape shape) {
        NetworkShape.Text text = shape.text();
        int rows = 1 + text.pieceBuckets();
        graph.addVertex("piece-ids", new TimeSteps(Inputs.WORDS, Inputs.WORDS + text.pieces(), rows), Network.IDS);
        graph.addLayer(
                ROWS,
                new EmbeddingSequenceLayer.Builder()
                        .nIn(rows)
                        .nOut(shape.labels() + 1)
                        .inputLength(text.pieces())
                        .weightInit(WeightInit.ZERO)
                        .build(),
                "piece-ids");
        graph.addLayer("linear-sum", new GlobalPoolingLayer.Builder(PoolingType.SUM).build(), ROWS);
        graph.addVertex(Network.LINEAR, new UnitLength(shape.labels()), "linear-sum");
    }

    /** A branch and the scores, for a head; the branch gets its own dropout, because no score may be dropped. */
    static String beside(GraphBuilder graph, String branch, NetworkShape shape) {
        String dropped = branch;
        if (shape.style().dropout() > 0) {
            dropped = branch + "-dropped";
            graph.addLayer(dropped, new DropoutLayer(Network.retained(shape)), branch);
        }
        graph.addVertex(branch + BESIDE, new MergeVertex(), dropped, Network.LINEAR);
        return branch + BESIDE;
    }

    static boolean isBeside(String input) {
        return input.endsWith(BESIDE);
    }
}
