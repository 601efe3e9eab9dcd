package io.aisle.classifier.network;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.nd4j.linalg.activations.Activation;

/**
 * Convolutions with batch norm. Folded, the norm's scale and shift are in the convolution's own weights and bias.
 *
 * @param folded build without batch norm layers
 */
record GraphParts(GraphBuilder graph, boolean folded) {
    /** What the batch norm layer behind a convolution is called. */
    static final String NORM = "-norm";

    /** A convolution with its norm; gives the name of its output. */
    String convolution(String name, String input, int channels, int kernel, int stride, Activation activation) {
        graph.addLayer(
                name,
                new ConvolutionLayer.Builder(kernel, kernel)
                        .nOut(channels)
                        .stride(stride, stride)
                        .convolutionMode(ConvolutionMode.Same)
                        .hasBias(folded)
                        .activation(folded ? activation : Activation.IDENTITY)
                        .build(),
                input);
        return norm(name, activation);
    }

    /** A depthwise 3 x 3 convolution with its norm; gives the name of its output. */
    String depthwise(String name, String input, int stride) {
        graph.addLayer(
                name,
                new DepthwiseConvolution2D.Builder(3, 3)
                        .depthMultiplier(1)
                        .stride(stride, stride)
                        .convolutionMode(ConvolutionMode.Same)
                        .hasBias(folded)
                        .activation(folded ? Activation.RELU6 : Activation.IDENTITY)
                        .build(),
                input);
        return norm(name, Activation.RELU6);
    }

    /** The activation is a layer of its own: Deeplearning4j's batch norm ignores the one it is given. */
    private String norm(String convolution, Activation activation) {
        if (folded) {
            return convolution;
        }
        String norm = convolution + NORM;
        graph.addLayer(norm, new BatchNormalization.Builder().build(), convolution);
        if (activation == Activation.IDENTITY) {
            return norm;
        }
        graph.addLayer(norm + "-activation", new ActivationLayer(activation), norm);
        return norm + "-activation";
    }
}
