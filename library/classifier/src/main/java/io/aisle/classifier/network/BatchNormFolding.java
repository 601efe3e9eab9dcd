package io.aisle.classifier.network;

import java.util.Arrays;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Puts each batch norm into the convolution before it: with scale = gamma / sqrt(variance + epsilon), the weights become
 * weights * scale and the bias beta - mean * scale (Jacob et al., CVPR 2018, section 3.2). The answers stay the same up
 * to rounding.
 */
public final class BatchNormFolding {
    private BatchNormFolding() {}

    /** A copy without batch norm layers, for inference only. */
    public static ComputationGraph fold(ComputationGraph trained, NetworkShape shape) {
        ComputationGraph folded = Network.folded(shape);
        for (Layer target : folded.getLayers()) {
            String name = target.conf().getLayer().getLayerName();
            Layer source = trained.getLayer(name);
            String norm = name + GraphParts.NORM;
            if (trained.getConfiguration().getVertices().containsKey(norm)) {
                fold(source, trained.getLayer(norm), target);
            } else {
                copy(source, target);
            }
        }
        return folded;
    }

    private static void copy(Layer source, Layer target) {
        source.paramTable().forEach((name, values) -> target.getParam(name).assign(values));
    }

    private static void fold(Layer source, Layer norm, Layer target) {
        double epsilon = ((BatchNormalization) norm.conf().getLayer()).getEps();
        INDArray deviation = Transforms.exp(norm.getParam("log10stdev").mul(Math.log(10)));
        INDArray scale = norm.getParam("gamma")
                .div(Transforms.sqrt(deviation.mul(deviation).add(epsilon)));
        INDArray bias = norm.getParam("beta").sub(norm.getParam("mean").mul(scale));
        INDArray weights = source.getParam("W").dup('c');
        target.getParam("W").assign(weights.mul(perChannel(scale, source, weights.rank())));
        target.getParam("b").assign(bias.reshape(target.getParam("b").shape()));
    }

    /** Weights are [out, in, k, k] in a convolution and [k, k, channels, 1] in a depthwise one. */
    private static INDArray perChannel(INDArray scale, Layer convolution, int rank) {
        long[] shape = new long[rank];
        Arrays.fill(shape, 1);
        shape[convolution.conf().getLayer() instanceof DepthwiseConvolution2D ? 2 : 0] = scale.length();
        return scale.reshape(shape);
    }
}
