package io.aisle.classifier.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.aisle.classifier.network.Assembly;
import io.aisle.classifier.network.BatchNormFolding;
import io.aisle.classifier.network.Network;
import io.aisle.classifier.network.NetworkShape;
import io.aisle.classifier.network.SmallNetwork;
import io.aisle.classifier.onnx.OnnxExporter;
import io.aisle.contract.Classification.Head;
import java.util.Arrays;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** A network with a linear classifier: what it was given while it learned, it makes itself when it serves. */
class LinearNetworkTest {
    private static final int PIECES = 11;
    private static final int BUCKETS = 20;
    private static final NetworkShape SHAPE = new NetworkShape(
            new NetworkShape.Text(50, 6, 5, 3, 4, PIECES, BUCKETS, true),
            SmallNetwork.SHAPE.image(),
            SmallNetwork.SHAPE.fusedUnits(),
            SmallNetwork.SHAPE.labels());
    private static final int WIDTH = SHAPE.labels() + 1;

    private final float[] table = table();
    private final ComputationGraph trained = Network.trainable(SHAPE, 3, new Sgd(0.1));
    private final Batch batch = products(9);

    @Test
    void bothEnginesMakeTheScoresThatTrainingWasGiven() {
        Network.beginWith(trained, SHAPE, new float[SHAPE.labels()], 2);
        INDArray[] expected = trained.output(Tensors.ids(batch), Tensors.images(batch), scores());
        ComputationGraph folded = BatchNormFolding.fold(Assembly.of(trained, SHAPE, table), SHAPE);
        try (Engine onnx = OnnxEngine.open(OnnxExporter.export(folded, Inputs.of(SHAPE)), Inputs.of(SHAPE), 1)) {
            Predictions served = onnx.predict(batch);
            Predictions slow = Tensors.predict(folded, batch);
            for (Head head : Head.values()) {
                float[] given = expected[head.ordinal()].dup('c').data().asFloat();
                assertThat(slow.heads().get(head)).as(head.name()).containsExactly(given, within(1e-5f));
                assertThat(served.heads().get(head)).as(head.name()).containsExactly(given, within(1e-5f));
            }
        }
    }

    @Test
    void beginsWithWhatTheLinearClassifierSays() {
        float[] bias = {3, 0, 0, 0, 0, 0, 0};
        Network.beginWith(trained, SHAPE, bias, 2);
        INDArray logits = scores().addRowVector(Nd4j.createFromArray(bias)).muli(2);
        INDArray softmax = Nd4j.getExecutioner()
                .exec(new org.nd4j.linalg.api.ops.impl.transforms.custom.SoftMax(logits, logits.dup()))[0];
        INDArray[] answers = trained.output(Tensors.ids(batch), Tensors.images(batch), scores());
        for (Head head : new Head[] {Head.NAME, Head.FUSED}) {
            assertThat(answers[head.ordinal()].dup('c').data().asFloat())
                    .as(head.name())
                    .containsExactly(softmax.dup('c').data().asFloat(), within(1e-5f));
        }
    }

    /** Sum of the rows over the root of the sum of their last column; zeros for the last product, which has no name. */
    private INDArray scores() {
        float[] scores = new float[batch.size() * SHAPE.labels()];
        for (int product = 0; product < batch.size(); product++) {
            float[] sum = new float[WIDTH];
            for (int piece = 0; piece < PIECES; piece++) {
                int id = batch.ids()[product * batch.inputs().ids() + Inputs.WORDS + piece];
                for (int at = 0; at < WIDTH; at++) {
                    sum[at] += table[id * WIDTH + at];
                }
            }
            for (int label = 0; label < SHAPE.labels(); label++) {
                double length = Math.sqrt(Math.max(sum[SHAPE.labels()], 1e-12));
                scores[product * SHAPE.labels() + label] = (float) (sum[label] / length);
            }
        }
        return Nd4j.create(scores, new long[] {batch.size(), SHAPE.labels()}, 'c');
    }

    private static float[] table() {
        Random random = new Random(4);
        float[] table = new float[(1 + BUCKETS) * WIDTH];
        for (int at = WIDTH; at < table.length; at++) {
            table[at] = at % WIDTH == SHAPE.labels() ? 1 + random.nextFloat() : random.nextFloat() - 0.5f;
        }
        return table;
    }

    private static Batch products(int size) {
        Random random = new Random(11);
        Batch batch = Batch.empty(size, Inputs.of(SHAPE));
        for (int at = 0; at < batch.ids().length; at++) {
            boolean piece = at % batch.inputs().ids() >= Inputs.WORDS;
            batch.ids()[at] = random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(piece ? BUCKETS : 49);
        }
        Arrays.fill(batch.ids(), (size - 1) * batch.inputs().ids(), batch.ids().length, 0);
        for (int at = 0; at < batch.images().length; at++) {
            batch.images()[at] = random.nextFloat() * 2 - 1;
        }
        return batch;
    }
}
