package io.aisle.classifier.network;

import io.aisle.classifier.engine.Batch;
import io.aisle.classifier.engine.Inputs;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** A network small enough for tests, with batch norm layers as training leaves them, and products for it. */
public final class SmallNetwork {
    /** Of odd and even sizes on its way down: 18, 9, 5. */
    public static final NetworkShape SHAPE = new NetworkShape(
            new NetworkShape.Text(50, 6, 5, 3, 4, 11, 20),
            new NetworkShape.Image(
                    18, 8, List.of(new NetworkShape.Stage(1, 8, 1, 2), new NetworkShape.Stage(3, 8, 2, 2)), 16),
            12,
            7);

    private SmallNetwork() {}

    public static ComputationGraph trained() {
        ComputationGraph network = Network.trainable(SHAPE, 3, new Sgd(0.1));
        Nd4j.getRandom().setSeed(5);
        for (Layer layer : network.getLayers()) {
            if (layer.conf().getLayer() instanceof BatchNormalization) {
                shift(layer.getParam("gamma"), 1);
                shift(layer.getParam("beta"), 0);
                shift(layer.getParam("mean"), 0);
                shift(layer.getParam("log10stdev"), 0);
            }
        }
        return network;
    }

    private static void shift(INDArray values, double centre) {
        values.assign(Nd4j.rand(DataType.FLOAT, values.shape()).sub(0.5).add(centre));
    }

    public static Batch products(int size) {
        Random random = new Random(11);
        Batch batch = Batch.empty(size, Inputs.of(SHAPE));
        for (int at = 0; at < batch.ids().length; at++) {
            boolean piece = at % batch.inputs().ids() >= Inputs.WORDS;
            int id = piece
                    ? SHAPE.text().vocabularySize()
                            + random.nextInt(SHAPE.text().pieceBuckets())
                    : random.nextInt(SHAPE.text().vocabularySize());
            batch.ids()[at] = random.nextInt(4) == 0 ? 0 : id;
        }
        for (int at = 0; at < batch.images().length; at++) {
            batch.images()[at] = random.nextFloat() * 2 - 1;
        }
        return batch;
    }
}
