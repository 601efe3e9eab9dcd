package io.aisle.classifier.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.aisle.classifier.engine.Batch;
import io.aisle.classifier.engine.Inputs;
import io.aisle.classifier.engine.Tensors;
import io.aisle.contract.Classification.Head;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.mkldnn.BaseMKLDNNHelper;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

class NetworkTest {
    private final ComputationGraph network = SmallNetwork.trained();

    @Test
    void answersTheSameWithoutItsBatchNormLayers() {
        Batch batch = SmallNetwork.products(3);
        ComputationGraph folded = BatchNormFolding.fold(network, SmallNetwork.SHAPE);
        assertThat(folded.getLayers()).hasSizeLessThan(network.getLayers().length);
        for (Head head : Head.values()) {
            float[] expected = Tensors.predict(network, batch).heads().get(head);
            float[] actual = Tensors.predict(folded, batch).heads().get(head);
            assertThat(actual).containsExactly(expected, within(1e-5f));
        }
    }

    @Test
    void doesNotMindWherePaddingStands() {
        Batch leading = Batch.empty(1, Inputs.of(SmallNetwork.SHAPE));
        Batch trailing = Batch.empty(1, Inputs.of(SmallNetwork.SHAPE));
        for (int word = 0; word < 5; word++) {
            leading.ids()[word + 20] = word + 1;
            trailing.ids()[word + 4] = word + 1;
        }
        assertThat(name(trailing)).containsExactly(name(leading), within(1e-6f));
        trailing.ids()[6] = 9;
        assertThat(distance(name(trailing), name(leading))).isGreaterThan(1e-4);
    }

    @Test
    void learnsAndKeepsPaddingAtZero() {
        Batch batch = SmallNetwork.products(14);
        INDArray labels = Nd4j.zeros(14, SmallNetwork.SHAPE.labels());
        for (int row = 0; row < 14; row++) {
            labels.putScalar(row, row % SmallNetwork.SHAPE.labels(), 1);
        }
        MultiDataSet products = new MultiDataSet(
                new INDArray[] {Tensors.ids(batch), Tensors.images(batch)},
                new INDArray[] {labels, labels, labels, labels});
        network.fit(products);
        double first = network.score();
        for (int step = 0; step < 12; step++) {
            network.fit(products);
            Network.clearPadding(network);
        }
        assertThat(network.score()).isLessThan(0.9 * first);
        assertThat(network.getLayer(Network.WORDS)
                        .getParam("W")
                        .getRow(0)
                        .norm1Number()
                        .doubleValue())
                .isZero();
    }

    @Test
    void computesWithOneDnn() {
        assertThat(BaseMKLDNNHelper.mklDnnEnabled()).isTrue();
        assertThat(network.getLayer("image-stem").getHelper()).isNotNull();
    }

    @Test
    void roundsChannelsAsTheAuthorsDo() {
        NetworkShape.Image shape = NetworkShape.Image.mobileNetV2(224, 0.35);
        assertThat(shape.stem()).isEqualTo(16);
        assertThat(shape.stages().stream().map(NetworkShape.Stage::channels))
                .containsExactly(8, 8, 16, 24, 32, 56, 112);
    }

    private float[] name(Batch batch) {
        return Tensors.predict(network, batch).row(Head.NAME, 0);
    }

    private static double distance(float[] left, float[] right) {
        double sum = 0;
        for (int at = 0; at < left.length; at++) {
            sum += Math.abs(left[at] - right[at]);
        }
        return sum;
    }
}
