package io.aisle.classifier.network;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.nd4j.linalg.activations.Activation;

/** Convolutions over words and the maximum over time (Kim, EMNLP 2014). */
record TextBranch(GraphBuilder graph, List<Integer> widths, Activation activation) {
    /** Every width over steps {@code [from, to)} of the embedded words; the names of the outputs, each {@code [N, filters]}. */
    List<String> convolutions(String name, String words, int from, int to, int filters) {
        steps(name, words, from, to);
        List<String> outputs = new ArrayList<>();
        for (int width : widths) {
            outputs.add(convolution(name + "-" + width, name + "-words", width, filters, ConvolutionMode.Same));
        }
        return outputs;
    }

    /** The sum of the vectors of some steps; {@code [N, embedding]}. */
    String sum(String name, String words, int from, int to) {
        steps(name, words, from, to);
        graph.addLayer(name, new GlobalPoolingLayer.Builder(PoolingType.SUM).build(), name + "-words");
        return name;
    }

    /** One window over all columns, which is a dense layer that knows which column is which; {@code [N, units]}. */
    String columns(String name, String words, int from, int to, int units) {
        steps(name, words, from, to);
        return convolution(name, name + "-words", to - from, units, ConvolutionMode.Truncate);
    }

    private void steps(String name, String words, int from, int to) {
        graph.addVertex(name + "-words", new TimeSteps(from, to), words);
    }

    private String convolution(String name, String input, int width, int filters, ConvolutionMode mode) {
        graph.addLayer(
                name + "-filters",
                new Convolution1DLayer.Builder(width)
                        .nOut(filters)
                        .convolutionMode(mode)
                        .activation(activation)
                        .build(),
                input);
        graph.addLayer(name + "-max", new GlobalPoolingLayer.Builder(PoolingType.MAX).build(), name + "-filters");
        return name + "-max";
    }

    static Activation activation(NetworkShape shape) {
        return switch (shape.style().activation()) {
            case RELU -> Activation.RELU;
            case LEAKY_RELU -> Activation.LEAKYRELU;
            case ELU -> Activation.ELU;
            case TANH -> Activation.TANH;
        };
    }
}
