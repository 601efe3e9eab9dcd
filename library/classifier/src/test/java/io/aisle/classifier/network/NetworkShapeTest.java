package io.aisle.classifier.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.aisle.classifier.engine.Batch;
import io.aisle.classifier.engine.Engine;
import io.aisle.classifier.engine.Engines;
import io.aisle.classifier.engine.Inputs;
import io.aisle.classifier.engine.Predictions;
import io.aisle.classifier.engine.Tensors;
import io.aisle.classifier.network.NetworkShape.Activation;
import io.aisle.classifier.network.NetworkShape.Style;
import io.aisle.classifier.onnx.OnnxExporter;
import io.aisle.contract.Classification.Head;
import io.aisle.contract.Codec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.learning.config.Sgd;

class NetworkShapeTest {
    private static final Style OTHER = new Style(List.of(2, 5), Activation.TANH, 0);
    private static final NetworkShape SHAPE =
            new NetworkShape(SmallNetwork.SHAPE.text(), SmallNetwork.SHAPE.image(), 12, 7, OTHER);

    /** As the releases say it that were written before there was a choice. */
    @Test
    void readsAShapeThatSaysNothingOfItsStyle() {
        String old = "{\"text\":{\"vocabularySize\":50,\"embedding\":6,\"nameFilters\":5,\"mallFilters\":3,"
                + "\"brandUnits\":4},\"image\":{\"size\":18,\"stem\":8,\"stages\":[],\"units\":16},"
                + "\"fusedUnits\":12,\"labels\":7}";
        NetworkShape shape = NetworkShape.parse(old.getBytes(StandardCharsets.UTF_8));
        assertThat(shape.style()).isEqualTo(new Style(List.of(1, 2, 3, 4), Activation.RELU, 0.3));
        assertThat(NetworkShape.parse(Codec.encode(SHAPE))).isEqualTo(SHAPE);
    }

    @Test
    void buildsWhatTheStyleSays() {
        ComputationGraph network = Network.trainable(SHAPE, 1, new Sgd(0.1));
        assertThat(network.getConfiguration().getVertices()).doesNotContainKey("name-1-filters");
        Convolution1DLayer widest =
                (Convolution1DLayer) network.getLayer("name-5-filters").conf().getLayer();
        assertThat(widest.getActivationFn()).isInstanceOf(ActivationTanH.class);
        assertThat(widest.getKernelSize()[0]).isEqualTo(5);
        DenseLayer fusion = (DenseLayer) network.getLayer("fusion").conf().getLayer();
        assertThat(fusion.getActivationFn()).isInstanceOf(ActivationTanH.class);
        assertThat(fusion.getIDropout()).isNull();
        DenseLayer usual = (DenseLayer) Network.trainable(SmallNetwork.SHAPE, 1, new Sgd(0.1))
                .getLayer("fusion")
                .conf()
                .getLayer();
        assertThat(((Dropout) usual.getIDropout()).getP()).isEqualTo(0.7);
    }

    @Test
    void servesAnotherStyleAsItWasTrained() {
        ComputationGraph folded = BatchNormFolding.fold(Network.trainable(SHAPE, 1, new Sgd(0.1)), SHAPE);
        Batch products = SmallNetwork.products(5);
        Predictions expected = Tensors.predict(folded, products);
        Inputs inputs = Inputs.of(SHAPE);
        try (Engine engine = Engines.onnx(OnnxExporter.export(folded, inputs), inputs)) {
            assertThat(engine.predict(products).heads().get(Head.FUSED))
                    .containsExactly(expected.heads().get(Head.FUSED), within(1e-5f));
        }
    }

    @Test
    void refusesAStyleThatMakesNoNetwork() {
        assertThatThrownBy(() -> new Style(List.of(1, 0), Activation.RELU, 0.3)).hasMessageContaining("widths");
        assertThatThrownBy(() -> new Style(List.of(1), Activation.RELU, 1)).hasMessageContaining("dropout is 1.0");
    }
}
