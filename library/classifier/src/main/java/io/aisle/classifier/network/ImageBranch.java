package io.aisle.classifier.network;

import io.aisle.classifier.network.NetworkShape.Stage;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.nd4j.linalg.activations.Activation;

/** MobileNetV2 (Sandler et al., CVPR 2018) up to its average pooling. */
record ImageBranch(GraphParts parts, NetworkShape.Image shape) {
    /** Adds the branch; gives the name of its output, {@code [N, units]}. */
    String add(String input) {
        String last = parts.convolution("image-stem", input, shape.stem(), 3, 2, Activation.RELU6);
        int channels = shape.stem();
        for (int at = 0; at < shape.stages().size(); at++) {
            Stage stage = shape.stages().get(at);
            for (int repeat = 0; repeat < stage.repeats(); repeat++) {
                int stride = repeat == 0 ? stage.stride() : 1;
                last = block("image-" + at + "-" + repeat, last, channels, stage, stride);
                channels = stage.channels();
            }
        }
        last = parts.convolution("image-last", last, shape.units(), 1, 1, Activation.RELU6);
        parts.graph().addLayer("image", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), last);
        return "image";
    }

    /** Inverted residual: expand, filter each channel, project without activation, add the input where shapes agree. */
    private String block(String name, String input, int channels, Stage stage, int stride) {
        String last = input;
        if (stage.expansion() > 1) {
            int hidden = channels * stage.expansion();
            last = parts.convolution(name + "-expand", last, hidden, 1, 1, Activation.RELU6);
        }
        last = parts.depthwise(name + "-filter", last, stride);
        last = parts.convolution(name + "-project", last, stage.channels(), 1, 1, Activation.IDENTITY);
        if (stride > 1 || channels != stage.channels()) {
            return last;
        }
        parts.graph().addVertex(name + "-add", new ElementWiseVertex(ElementWiseVertex.Op.Add), input, last);
        return name + "-add";
    }
}
