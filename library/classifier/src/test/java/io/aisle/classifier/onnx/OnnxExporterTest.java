package io.aisle.classifier.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.aisle.classifier.network.TimeSteps;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Each kind of layer by itself: what ONNX Runtime computes must be what Deeplearning4j computes. */
class OnnxExporterTest {
    @ParameterizedTest
    @CsvSource({"3,1,7", "3,1,8", "3,2,7", "3,2,8", "1,1,5", "1,2,6", "5,2,9", "2,2,7"})
    void writesConvolutions(int kernel, int stride, int edge) throws Exception {
        same(
                new ConvolutionLayer.Builder(kernel, kernel)
                        .nOut(4)
                        .stride(stride, stride)
                        .convolutionMode(ConvolutionMode.Same)
                        .activation(Activation.RELU6)
                        .build(),
                InputType.convolutional(edge, edge, 3),
                new long[] {3, edge, edge});
    }

    @ParameterizedTest
    @CsvSource({"1,7", "1,8", "2,7", "2,8"})
    void writesDepthwiseConvolutions(int stride, int edge) throws Exception {
        same(
                new DepthwiseConvolution2D.Builder(3, 3)
                        .depthMultiplier(1)
                        .stride(stride, stride)
                        .convolutionMode(ConvolutionMode.Same)
                        .activation(Activation.IDENTITY)
                        .build(),
                InputType.convolutional(edge, edge, 5),
                new long[] {5, edge, edge});
    }

    @ParameterizedTest
    @CsvSource({"1,Same", "2,Same", "3,Same", "4,Same", "4,Truncate"})
    void writesConvolutionsOverTime(int width, ConvolutionMode mode) throws Exception {
        same(
                new Convolution1DLayer.Builder(width)
                        .nOut(4)
                        .convolutionMode(mode)
                        .activation(Activation.RELU)
                        .build(),
                InputType.recurrent(6, 9),
                new long[] {6, 9});
    }

    @ParameterizedTest
    @CsvSource({"RELU", "LEAKYRELU", "ELU", "TANH"})
    void writesActivations(Activation activation) throws Exception {
        same(new DenseLayer.Builder().nOut(40).activation(activation).build(), InputType.feedForward(6), new long[] {6
        });
    }

    @ParameterizedTest
    @CsvSource({"MAX", "AVG"})
    void writesGlobalPooling(PoolingType type) throws Exception {
        same(new GlobalPoolingLayer.Builder(type).build(), InputType.convolutional(5, 5, 3), new long[] {3, 5, 5});
        same(new GlobalPoolingLayer.Builder(type).build(), InputType.recurrent(6, 9), new long[] {6, 9});
    }

    @Test
    void writesDenseLayersAndHeads() throws Exception {
        same(
                new DenseLayer.Builder().nOut(4).activation(Activation.RELU).build(),
                InputType.feedForward(6),
                new long[] {6});
        same(
                new OutputLayer.Builder().nOut(4).activation(Activation.SOFTMAX).build(),
                InputType.feedForward(6),
                new long[] {6});
    }

    @Test
    void writesEmbeddings() throws Exception {
        GraphBuilder graph = builder(InputType.recurrent(20, 6));
        graph.addLayer(
                "out",
                new EmbeddingSequenceLayer.Builder()
                        .nIn(20)
                        .nOut(4)
                        .inputLength(6)
                        .build(),
                "in");
        ComputationGraph network = network(graph);
        float[] ids = {1, 0, 19, 7, 7, 0, 3, 2, 1, 0, 0, 0};
        INDArray expected = network.outputSingle(Nd4j.create(ids, new long[] {2, 6}, 'c'));

        int[] whole = IntStream.range(0, ids.length).map(at -> (int) ids[at]).toArray();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OnnxTensor input = OnnxTensor.createTensor(environment, IntBuffer.wrap(whole), new long[] {2, 6})) {
            agree(OnnxExporter.export(network, OnnxGraph.INT32, 6), input, expected);
        }
    }

    @Test
    void writesTimeStepsMergesAndSums() throws Exception {
        GraphBuilder graph = builder(InputType.recurrent(3, 9));
        graph.addVertex("early", new TimeSteps(0, 4), "in");
        graph.addVertex("late", new TimeSteps(5, 9), "in");
        graph.addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "early", "late");
        graph.addLayer("a", new GlobalPoolingLayer.Builder(PoolingType.MAX).build(), "sum");
        graph.addLayer("b", new GlobalPoolingLayer.Builder(PoolingType.MAX).build(), "late");
        graph.addVertex("out", new MergeVertex(), "a", "b");
        same(network(graph), new long[] {3, 9});
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        GraphBuilder scaled = builder(InputType.feedForward(3));
        scaled.addVertex("out", new ScaleVertex(2), "in");
        assertThatThrownBy(() -> OnnxExporter.export(network(scaled), OnnxGraph.FLOAT, 3))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("vertex out");
        GraphBuilder activated = builder(InputType.feedForward(3));
        activated.addLayer("out", new ActivationLayer(Activation.TANH), "in");
        assertThatThrownBy(() -> OnnxExporter.export(network(activated), OnnxGraph.FLOAT, 3))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("layer out");
    }

    private static void same(Layer layer, InputType type, long[] shape) throws Exception {
        same(network(builder(type).addLayer("out", layer, "in")), shape);
    }

    private static void same(ComputationGraph network, long[] shape) throws Exception {
        long[] batch = IntStream.rangeClosed(0, shape.length)
                .mapToLong(at -> at == 0 ? 2 : shape[at - 1])
                .toArray();
        INDArray input = Nd4j.randn(DataType.FLOAT, batch);
        INDArray expected = network.outputSingle(input);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        FloatBuffer values = FloatBuffer.wrap(input.dup('c').data().asFloat());
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, values, batch)) {
            agree(OnnxExporter.export(network, OnnxGraph.FLOAT, shape), tensor, expected);
        }
    }

    private static void agree(byte[] model, OnnxTensor input, INDArray expected) throws Exception {
        try (OrtSession session = OrtEnvironment.getEnvironment().createSession(model);
                OrtSession.Result result = session.run(Map.of("in", input))) {
            OnnxTensor output = (OnnxTensor) result.get("out").orElseThrow();
            assertThat(output.getInfo().getShape()).containsExactly(expected.shape());
            float[] actual = output.getFloatBuffer().array();
            assertThat(actual).containsExactly(expected.dup('c').data().asFloat(), within(1e-5f));
            assertThat(expected.maxNumber().doubleValue()).isGreaterThan(0);
        }
    }

    private static GraphBuilder builder(InputType type) {
        return new NeuralNetConfiguration.Builder()
                .seed(7)
                .biasInit(0.1)
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(type);
    }

    private static ComputationGraph network(GraphBuilder graph) {
        ComputationGraph network = new ComputationGraph(graph.setOutputs("out").build());
        network.init();
        return network;
    }
}
