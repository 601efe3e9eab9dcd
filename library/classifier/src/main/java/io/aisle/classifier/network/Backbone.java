package io.aisle.classifier.network;

import io.aisle.classifier.ModelRelease;
import io.aisle.classifier.ModelUnusable;
import io.aisle.classifier.network.NetworkShape.Image;
import io.aisle.classifier.network.NetworkShape.Stage;
import io.aisle.classifier.network.SafeTensors.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A published MobileNetV2 (Sandler et al., CVPR 2018) whose batch norm is folded into weights and biases, from a
 * safetensors file: {@code stem}, {@code block1} to {@code block17} with {@code expand}, {@code depthwise} and
 * {@code project}, {@code head}. Layouts as TensorFlow Lite's: convolutions {@code [out, height, width, in]}, depthwise
 * {@code [1, height, width, channels]}; padding as TensorFlow's "same"; pixels -1 to 1, activation ReLU6.
 */
public final class Backbone {
    /** Blocks of each stage and the stride of its first, the paper's table 2. */
    private static final int[] REPEATS = {1, 2, 3, 4, 3, 3, 1};

    private static final int[] STRIDES = {1, 2, 2, 2, 1, 2, 1};

    private final String sha256;
    private final Map<String, Tensor> tensors;
    /** Name of the graph's layer to the name in the file. */
    private final Map<String, String> names = new HashMap<>();

    private final List<Stage> stages = new ArrayList<>();

    private Backbone(String sha256, Map<String, Tensor> tensors) {
        this.sha256 = sha256;
        this.tensors = tensors;
        names.put("image-stem", "stem");
        names.put("image-last", "head");
        int channels = out("stem");
        int block = 1;
        for (int stage = 0; stage < REPEATS.length; stage++) {
            String first = "block" + block;
            int expansion = tensors.containsKey(first + ".expand.bias") ? out(first + ".expand") / channels : 1;
            channels = out(first + ".project");
            stages.add(new Stage(expansion, channels, REPEATS[stage], STRIDES[stage]));
            for (int repeat = 0; repeat < REPEATS[stage]; repeat++) {
                name("image-" + stage + "-" + repeat, "block" + block++, expansion);
            }
        }
        names.values().forEach(name -> {
            tensor(name + ".weight");
            tensor(name + ".bias");
        });
    }

    private void name(String layer, String block, int expansion) {
        if (expansion > 1) {
            names.put(layer + "-expand", block + ".expand");
        }
        names.put(layer + "-filter", block + ".depthwise");
        names.put(layer + "-project", block + ".project");
    }

    /** @throws ModelUnusable when the file is not readable or holds another network */
    public static Backbone read(Path file) {
        Map<String, Tensor> tensors = SafeTensors.read(file);
        try {
            return new Backbone(ModelRelease.sha256(Files.readAllBytes(file)), tensors);
        } catch (IOException e) {
            throw new ModelUnusable("backbone: cannot read " + file + ", " + e.getMessage(), e);
        }
    }

    /** SHA-256 (hex) of the file. */
    public String sha256() {
        return sha256;
    }

    /** The shape of the branch for pictures of this size. */
    public Image shape(int imageSize) {
        return new Image(imageSize, out("stem"), stages, out("head"));
    }

    /** The branch alone, for inference: pictures {@code [N, 3, S, S]} in, {@code [N, units]} out. */
    public ComputationGraph branch(int imageSize) {
        ComputationGraph branch = Network.imageBranch(shape(imageSize));
        for (Layer layer : branch.getLayers()) {
            copyTo(layer);
        }
        return branch;
    }

    /** Categories of the file's own classifier, ImageNet's as a rule with one for the background; 0 without one. */
    public int classes() {
        return tensors.containsKey("classifier.bias") ? out("classifier") : 0;
    }

    /** What the file's own classifier says of the features of a picture: probabilities {@code [classes]}. */
    public double[] classify(float[] features) {
        float[] weights = tensor("classifier.weight").values();
        float[] bias = tensor("classifier.bias").values();
        double[] values = new double[bias.length];
        for (int label = 0; label < values.length; label++) {
            values[label] = bias[label];
            for (int at = 0; at < features.length; at++) {
                values[label] += (double) weights[label * features.length + at] * features[at];
            }
        }
        double largest = Arrays.stream(values).max().orElse(0);
        double sum =
                Arrays.stream(values).map(value -> Math.exp(value - largest)).sum();
        return Arrays.stream(values)
                .map(value -> Math.exp(value - largest) / sum)
                .toArray();
    }

    /**
     * Golden features: plain loops over the file's tensors, which know nothing of any engine. Takes seconds.
     *
     * @param picture {@code [3, size, size]}
     */
    public float[] golden(float[] picture, int size) {
        return new PlainMobileNetV2(tensors).features(picture, size);
    }

    /** Sets the parameters of a layer of the folded picture branch; a layer without parameters stays as it is. */
    void copyTo(Layer layer) {
        String name = names.get(layer.conf().getLayer().getLayerName());
        if (name == null) {
            return;
        }
        Tensor weights = tensor(name + ".weight");
        INDArray published = Nd4j.create(weights.values(), weights.shape(), 'c');
        boolean depthwise = layer.conf().getLayer() instanceof DepthwiseConvolution2D;
        // Deeplearning4j: [out, in, height, width], and [height, width, channels, 1] for depthwise convolutions.
        layer.getParam("W").assign(depthwise ? published.permute(1, 2, 3, 0) : published.permute(0, 3, 1, 2));
        INDArray bias = layer.getParam("b");
        bias.assign(Nd4j.createFromArray(tensor(name + ".bias").values()).reshape(bias.shape()));
    }

    private int out(String name) {
        return (int) tensor(name + ".bias").shape()[0];
    }

    private Tensor tensor(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new ModelUnusable("backbone: the file has no tensor " + name
                    + ". What is read is a MobileNetV2 with folded batch norm; see the documentation of train.");
        }
        return tensor;
    }
}
