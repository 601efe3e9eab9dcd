package io.aisle.classifier.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.aisle.classifier.ModelUnusable;
import io.aisle.classifier.engine.Batch;
import io.aisle.classifier.engine.InnerValues;
import io.aisle.classifier.engine.Inputs;
import io.aisle.classifier.engine.Tensors;
import io.aisle.classifier.network.BatchNormFolding;
import io.aisle.classifier.network.Network;
import io.aisle.classifier.network.NetworkShape;
import io.aisle.classifier.network.SmallNetwork;
import io.aisle.classifier.onnx.Backward;
import io.aisle.classifier.onnx.OnnxExporter;
import io.aisle.classifier.onnx.WrittenGraph;
import io.aisle.contract.Classification.Head;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** What is computed backward from ONNX is the slope of what Deeplearning4j computes forward. */
class GradCamTest {
    private static final float STEP = 1e-2f;
    private static final Batch PRODUCT = SmallNetwork.products(1);
    private static final ComputationGraph NETWORK = SmallNetwork.trained();
    private static final WrittenGraph GRAPH = written(NETWORK, SmallNetwork.SHAPE);

    @ParameterizedTest
    @EnumSource(
            value = Head.class,
            names = {"IMAGE", "FUSED"})
    void followsTheSlopeThroughDenseLayers(Head head) {
        followsTheSlope(head, NETWORK, SmallNetwork.SHAPE, GRAPH);
    }

    @ParameterizedTest
    @EnumSource(NetworkShape.Activation.class)
    void followsTheSlopeThroughEveryActivation(NetworkShape.Activation activation) {
        NetworkShape usual = SmallNetwork.SHAPE;
        var style = new NetworkShape.Style(
                usual.style().widths(), activation, usual.style().dropout());
        NetworkShape shape = new NetworkShape(usual.text(), usual.image(), usual.fusedUnits(), usual.labels(), style);
        ComputationGraph network = Network.trainable(shape, 5, new Sgd(0.1));
        followsTheSlope(Head.FUSED, network, shape, written(network, shape));
    }

    private static WrittenGraph written(ComputationGraph network, NetworkShape shape) {
        return WrittenGraph.parse(OnnxExporter.export(BatchNormFolding.fold(network, shape), Inputs.of(shape)));
    }

    private static void followsTheSlope(Head head, ComputationGraph network, NetworkShape shape, WrittenGraph graph) {
        String pooled = graph.pooled(Network.IMAGES);
        Backward backward = new Backward(graph, pooled, graph.inputOf(head.name(), "Softmax"));
        Set<String> shown = new LinkedHashSet<>(backward.needs());
        shown.add(pooled);
        Map<String, float[]> values = new HashMap<>();
        try (InnerValues inner = new InnerValues(graph.showing(shown))) {
            inner.of(PRODUCT).forEach((name, tensor) -> values.put(name, tensor.values()));
        }
        float[] features = values.get(pooled);
        float[] seed = new float[SmallNetwork.SHAPE.labels()];
        seed[2] = 1;
        seed[4] = -1; // the difference of two logits is the log of a ratio of probabilities
        float[] slope = backward.gradient(seed, values, features.length);

        assertThat(features).hasSize(SmallNetwork.SHAPE.image().units());
        float[] measured = slopes(head, features, onFeatures(network, shape));
        assertThat(slope).containsExactly(measured, within(2e-3f));
        assertThat(IntStream.range(0, slope.length)).anyMatch(at -> Math.abs(slope[at]) > 0.02f);
    }

    @Test
    void refusesToGoThroughAConvolution() {
        Backward backward = new Backward(GRAPH, Network.IMAGES, GRAPH.inputOf(Head.IMAGE.name(), "Softmax"));
        assertThatThrownBy(() -> backward.gradient(
                        new float[SmallNetwork.SHAPE.labels()],
                        Map.of(),
                        PRODUCT.inputs().pixels()))
                .isInstanceOf(ModelUnusable.class)
                .hasMessageContaining("cannot differentiate GlobalAveragePool");
    }

    /** Of the log of the ratio of two probabilities, by every feature, from a step to either side. */
    private static float[] slopes(Head head, float[] features, ComputationGraph onFeatures) {
        int units = features.length;
        INDArray image = Nd4j.create(features, new long[] {1, units}, 'c').repeat(0, 2 * units);
        for (int at = 0; at < units; at++) {
            image.putScalar(2 * at, at, features[at] + STEP);
            image.putScalar(2 * at + 1, at, features[at] - STEP);
        }
        INDArray rows = onFeatures.output(Tensors.ids(PRODUCT).repeat(0, 2 * units), image)[head.ordinal()].castTo(
                DataType.DOUBLE);
        float[] slopes = new float[units];
        for (int at = 0; at < units; at++) {
            slopes[at] = (float) ((ratio(rows, 2 * at) - ratio(rows, 2 * at + 1)) / (2 * STEP));
        }
        return slopes;
    }

    private static double ratio(INDArray rows, int row) {
        return Math.log(rows.getDouble(row, 2)) - Math.log(rows.getDouble(row, 4));
    }

    private static ComputationGraph onFeatures(ComputationGraph whole, NetworkShape shape) {
        ComputationGraph network = Network.onFeatures(shape, 1, new Sgd(0.1));
        for (Layer target : network.getLayers()) {
            String name = target.conf().getLayer().getLayerName();
            if (whole.getConfiguration().getVertices().containsKey(name)) {
                whole.getLayer(name).paramTable().forEach((key, values) -> target.getParam(key)
                        .assign(values));
            }
        }
        return network;
    }
}
