package io.aisle.classifier.network;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.nd4j.linalg.activations.Activation;

/** Convolutions over words and the maximum over time (Kim, EMNLP 2014). */
record TextBranch(GraphBuilder graph) {
    private static final int WIDEST = 4;

    /** Widths 1 to 4 over steps {@code [from, to)} of the embedded words; output {@code [N, 4 * filters]}. */
    String convolutions(String name, String words, int from, int to, int filters) {
        steps(name, words, from, to);
        String[] widths = new String[WIDEST];
        for (int width = 1; width <= WIDEST; width++) {
            widths[width - 1] = convolution(name + "-" + width, name + "-words", width, filters, ConvolutionMode.Same);
        }
        graph.addVertex(name, new MergeVertex(), widths);
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
                        .activation(Activation.RELU)
                        .build(),
                input);
        graph.addLayer(name + "-max", new GlobalPoolingLayer.Builder(PoolingType.MAX).build(), name + "-filters");
        return name + "-max";
    }
}
