package io.aisle.classifier.onnx;

import static io.aisle.classifier.onnx.OnnxGraph.attribute;

import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Layers. Dropout is nothing at inference and is not written. */
record LayerExport(OnnxGraph graph, Precision precision) {
    void write(Layer layer, String input) {
        org.deeplearning4j.nn.conf.layers.Layer kind = layer.conf().getLayer();
        String name = kind.getLayerName();
        if (kind instanceof EmbeddingSequenceLayer) {
            embedding(name, layer, input);
        } else if (kind instanceof DropoutLayer) {
            graph.node("Identity", name, List.of(input));
        } else if (kind instanceof GlobalPoolingLayer pooling) {
            pooling(name, pooling, input);
        } else if (kind instanceof ConvolutionLayer convolution) {
            convolution(name, convolution, layer, input);
        } else if (kind instanceof DenseLayer || kind instanceof OutputLayer) {
            dense(name, (FeedForwardLayer) kind, layer, input);
        } else {
            throw new UnsupportedOperationException("onnx export: cannot write layer " + name + ", " + kind);
        }
    }

    private void embedding(String name, Layer layer, String input) {
        String rows = precision.rows(name, layer.getParam("W"), input);
        graph.node("Transpose", name, List.of(rows), attribute("perm", new long[] {0, 2, 1}));
    }

    /** Over pixels or over time; all leave [N, features]. */
    private void pooling(String name, GlobalPoolingLayer pooling, String input) {
        if (pooling.getPoolingType() == PoolingType.SUM) {
            String time = graph.integers(name + ".axes", 2);
            graph.node("ReduceSum", name, List.of(input, time), attribute("keepdims", 0));
            return;
        }
        String operator = pooling.getPoolingType() == PoolingType.MAX ? "GlobalMaxPool" : "GlobalAveragePool";
        String pooled = graph.node(operator, name + ".pooled", List.of(precision.read(name, input)));
        graph.node("Flatten", name, List.of(pooled), attribute("axis", 1));
    }

    private void convolution(String name, ConvolutionLayer kind, Layer layer, String input) {
        INDArray weights = onnxWeights(kind, layer.getParam("W"));
        String sum = graph.node(
                "Conv",
                name + ".sum",
                operands(name, input, weights, 0, layer.getParam("b")),
                attribute("strides", strides(kind)),
                attribute("group", kind instanceof DepthwiseConvolution2D ? weights.size(0) : 1),
                // Deeplearning4j puts the odd pixel of padding at the end, as ONNX's SAME_UPPER does.
                attribute("auto_pad", kind.getConvolutionMode() == ConvolutionMode.Same ? "SAME_UPPER" : "VALID"));
        activation(name, kind.getActivationFn(), sum);
    }

    private static long[] strides(ConvolutionLayer kind) {
        return kind instanceof Convolution1DLayer
                ? new long[] {kind.getStride()[0]}
                : new long[] {kind.getStride()[0], kind.getStride()[1]};
    }

    /** ONNX wants [out, in / groups, kernel...]. */
    private static INDArray onnxWeights(ConvolutionLayer kind, INDArray weights) {
        if (kind instanceof DepthwiseConvolution2D) {
            return weights.permute(2, 3, 0, 1);
        }
        if (kind instanceof Convolution1DLayer) {
            // Declared [out, in, k, 1], but Deeplearning4j reads the same numbers as [k, in, out].
            return weights.dup('c')
                    .reshape(weights.size(2), weights.size(1), weights.size(0))
                    .permute(2, 1, 0);
        }
        return weights;
    }

    private void dense(String name, FeedForwardLayer kind, Layer layer, String input) {
        List<String> operands = operands(name, input, layer.getParam("W"), 1, layer.getParam("b"));
        activation(name, kind.getActivationFn(), graph.node("Gemm", name + ".sum", operands));
    }

    private List<String> operands(String name, String input, INDArray weights, int outputs, INDArray bias) {
        List<String> parameters = precision.parameters(name, input, weights, outputs, bias);
        return List.of(precision.read(name, input), parameters.get(0), parameters.get(1));
    }

    private void activation(String name, IActivation function, String input) {
        if (function instanceof ActivationReLU6) {
            String least = graph.scalar(name + ".least", 0);
            graph.node("Clip", name, List.of(input, least, graph.scalar(name + ".most", 6)));
        } else if (function instanceof ActivationReLU) {
            graph.node("Relu", name, List.of(input));
        } else if (function instanceof ActivationLReLU leaky) {
            graph.node("LeakyRelu", name, List.of(input), attribute("alpha", (float) leaky.getAlpha()));
        } else if (function instanceof ActivationELU elu) {
            graph.node("Elu", name, List.of(input), attribute("alpha", (float) elu.getAlpha()));
        } else if (function instanceof ActivationTanH) {
            graph.node("Tanh", name, List.of(input));
        } else if (function instanceof ActivationSoftmax) {
            graph.node("Softmax", name, List.of(input), attribute("axis", 1));
        } else if (function instanceof ActivationIdentity) {
            graph.node("Identity", name, List.of(input));
        } else {
            throw new UnsupportedOperationException("onnx export: cannot write activation " + function + " of " + name);
        }
    }
}
