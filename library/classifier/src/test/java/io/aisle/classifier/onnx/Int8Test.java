package io.aisle.classifier.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.aisle.classifier.onnx.ActivationRanges.Range;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What 8 bits may change, and what not. */
class Int8Test {
    /** Inputs are drawn within it. */
    private static final Range INPUT = new Range(-3, 3);

    @Test
    void writesEveryLayerThatMultiplies() throws Exception {
        near(
                network(
                        new ConvolutionLayer.Builder(3, 3)
                                .nOut(4)
                                .stride(2, 2)
                                .convolutionMode(ConvolutionMode.Same)
                                .activation(Activation.RELU6)
                                .build(),
                        InputType.convolutional(8, 8, 3)),
                3,
                8,
                8);
        near(
                network(
                        new DepthwiseConvolution2D.Builder(3, 3)
                                .depthMultiplier(1)
                                .convolutionMode(ConvolutionMode.Same)
                                .activation(Activation.IDENTITY)
                                .build(),
                        InputType.convolutional(7, 7, 5)),
                5,
                7,
                7);
        near(
                network(
                        new Convolution1DLayer.Builder(3)
                                .nOut(4)
                                .convolutionMode(ConvolutionMode.Same)
                                .activation(Activation.RELU)
                                .build(),
                        InputType.recurrent(6, 9)),
                6,
                9);
        near(network(dense(4), InputType.feedForward(6)), 6);
    }

    @Test
    void addsInSteps() throws Exception {
        ComputationGraph network = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(7)
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.feedForward(6))
                .addLayer("one", dense(5), "in")
                .addLayer("two", dense(5), "in")
                .addVertex("out", new ElementWiseVertex(ElementWiseVertex.Op.Add), "one", "two")
                .setOutputs("out")
                .build());
        network.init();
        near(network, 6);
    }

    /** With one scale for all, the small output would be lost between two steps of the large one. */
    @Test
    void givesEachOutputItsOwnScale() throws Exception {
        ComputationGraph network = network(dense(2), InputType.feedForward(6));
        network.getLayer("out").getParam("W").getColumn(0).muli(1000);
        INDArray input = input(4, 6);
        float[] exact = answers(network, new Fp32Of(), input, 6);
        float[] coarse = answers(network, new Int8Of(), input, 6);
        for (int row = 0; row < 4; row++) {
            assertThat(coarse[2 * row + 1]).isCloseTo(exact[2 * row + 1], within(0.05f));
        }
        assertThat(exact[1]).isNotCloseTo(0, within(0.1f));
    }

    /** The bias is 32 bits of weight steps times input steps: beside weights of nearly nothing it would not fit. */
    @Test
    void keepsABiasThatItsWeightsAreTooSmallFor() throws Exception {
        ComputationGraph network = network(dense(2), InputType.feedForward(6));
        network.getLayer("out").getParam("W").muli(1e-12);
        network.getLayer("out").getParam("b").assign(7.5);
        assertThat(answers(network, new Int8Of(), input(1, 6), 6))
                .containsExactly(new float[] {7.5f, 7.5f}, within(0.01f));
    }

    @Test
    void leavesALayerAsItWasLearnedWhenAsked() throws Exception {
        ComputationGraph network = network(dense(4), InputType.feedForward(6));
        ActivationRanges ranges = new ActivationRanges(Map.of("in", INPUT), Set.of("out"));
        byte[] model = OnnxExporter.export(network, graph -> new Int8(graph, ranges), OnnxGraph.FLOAT, 6);
        assertThat(model).isEqualTo(OnnxExporter.export(network, OnnxGraph.FLOAT, 6));
    }

    @Test
    void givesEachRowAndColumnOfAnEmbeddingItsOwnScale() throws Exception {
        ComputationGraph network = network(
                new EmbeddingSequenceLayer.Builder()
                        .nIn(20)
                        .nOut(16)
                        .inputLength(3)
                        .build(),
                InputType.recurrent(20, 3));
        INDArray table = network.getLayer("out").getParam("W");
        table.getRow(0).assign(0);
        table.getRow(1).muli(1000);
        table.getColumn(3).muli(500);
        byte[] model = OnnxExporter.export(
                network, graph -> new Int8(graph, new ActivationRanges(Map.of(), Set.of())), OnnxGraph.INT32, 3);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        float[] rows;
        try (OnnxTensor ids =
                OnnxTensor.createTensor(environment, IntBuffer.wrap(new int[] {0, 1, 2}), new long[] {1, 3})) {
            rows = answers(model, ids);
        }
        for (int value = 0; value < 16; value++) {
            float column = value == 3 ? 500 : 1;
            assertThat(rows[3 * value]).isZero();
            assertThat(rows[3 * value + 1]).isCloseTo(table.getFloat(1, value), within(25f * column));
            assertThat(rows[3 * value + 2]).isCloseTo(table.getFloat(2, value), within(0.025f * column));
        }
        assertThat(table.getRow(2).ameanNumber().doubleValue()).isGreaterThan(0.05);
    }

    @Test
    void holdsZeroExactly() {
        for (Range range : new Range[] {new Range(-1, 6), new Range(0.5f, 2), new Range(-7, -3), new Range(0, 0)}) {
            assertThat(range.zero()).isBetween(0, 255);
            assertThat((range.zero() - 0) * range.scale()).isCloseTo(-range.least(), within(range.scale()));
            assertThat(range.scale()).isPositive();
        }
    }

    private interface Exporting {
        byte[] model(ComputationGraph network, long... shape);
    }

    private static final class Fp32Of implements Exporting {
        @Override
        public byte[] model(ComputationGraph network, long... shape) {
            return OnnxExporter.export(network, OnnxGraph.FLOAT, shape);
        }
    }

    private static final class Int8Of implements Exporting {
        @Override
        public byte[] model(ComputationGraph network, long... shape) {
            ActivationRanges ranges = new ActivationRanges(Map.of("in", INPUT, "one", INPUT, "two", INPUT), Set.of());
            return OnnxExporter.export(network, graph -> new Int8(graph, ranges), OnnxGraph.FLOAT, shape);
        }
    }

    /** Near and not the same: what multiplies has steps. */
    private static void near(ComputationGraph network, long... shape) throws Exception {
        long[] batch = new long[shape.length + 1];
        batch[0] = 2;
        System.arraycopy(shape, 0, batch, 1, shape.length);
        INDArray input = input(batch);
        float[] exact = answers(network, new Fp32Of(), input, shape);
        float[] coarse = answers(network, new Int8Of(), input, shape);
        assertThat(coarse).containsExactly(exact, within(0.12f)).isNotEqualTo(exact);
        float largest = 0;
        for (float value : exact) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertThat(largest).isGreaterThan(0.6f);
    }

    private static float[] answers(ComputationGraph network, Exporting exporting, INDArray input, long... shape)
            throws Exception {
        FloatBuffer values = FloatBuffer.wrap(input.dup('c').data().asFloat());
        try (OnnxTensor tensor = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), values, input.shape())) {
            return answers(exporting.model(network, shape), tensor);
        }
    }

    private static float[] answers(byte[] model, OnnxTensor input) throws Exception {
        try (OrtSession session = OrtEnvironment.getEnvironment().createSession(model);
                OrtSession.Result result = session.run(Map.of("in", input))) {
            return ((OnnxTensor) result.get("out").orElseThrow())
                    .getFloatBuffer()
                    .array();
        }
    }

    private static INDArray input(long... shape) {
        Nd4j.getRandom().setSeed(3);
        return Nd4j.rand(DataType.FLOAT, shape).sub(0.5).mul(4);
    }

    private static DenseLayer dense(int units) {
        return new DenseLayer.Builder()
                .nOut(units)
                .activation(Activation.IDENTITY)
                .build();
    }

    private static ComputationGraph network(Layer layer, InputType type) {
        ComputationGraph network = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(7)
                .biasInit(0.1)
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(type)
                .addLayer("out", layer, "in")
                .setOutputs("out")
                .build());
        network.init();
        return network;
    }
}
