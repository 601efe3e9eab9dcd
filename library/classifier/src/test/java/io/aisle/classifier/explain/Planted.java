package io.aisle.classifier.explain;

import io.aisle.classifier.ModelRelease;
import io.aisle.classifier.Pair;
import io.aisle.classifier.SampleRelease;
import io.aisle.classifier.network.Network;
import io.aisle.classifier.network.SmallNetwork;
import io.aisle.contract.Classification.Head;
import io.aisle.contract.ImageFeatures;
import io.aisle.contract.Product;
import io.aisle.contract.ProductKey;
import io.aisle.contract.TextFeatures;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A release of which everybody knows what it uses. The fused head's logits are 0 but for the category {@link #WORDY}, of
 * which the logit is 10 for the word {@link #PLANTED} and 2 for each n-gram of the name, and {@link #BRIGHT}, of which it
 * is 40 times the mean brightness of the picture; temperatures are 2.
 */
final class Planted {
    static final int PLANTED = 7;
    static final int WORDY = 2;
    static final int BRIGHT = 3;

    private Planted() {}

    static ModelRelease release(Path directory) throws IOException {
        ComputationGraph network =
                Network.trainable(SmallNetwork.SHAPE, 3, new org.nd4j.linalg.learning.config.Sgd(0.1));
        for (Layer layer : network.getLayers()) {
            if (layer.conf().getLayer().getLayerName().startsWith("image")) {
                passBrightness(layer);
            }
        }
        INDArray words = network.getLayer(Network.WORDS).getParam("W");
        words.assign(0);
        words.putScalar(PLANTED, 0, 1);
        for (int row = SmallNetwork.SHAPE.text().vocabularySize(); row < words.rows(); row++) {
            words.putScalar(row, 1, 1);
        }
        int embedding = SmallNetwork.SHAPE.text().embedding();
        INDArray fused = network.getLayer(Head.FUSED.name()).getParam("W").assign(0);
        network.getLayer(Head.FUSED.name()).getParam("b").assign(0);
        fused.putScalar(fused.rows() - 2 * embedding, WORDY, 10);
        fused.putScalar(fused.rows() - embedding + 1, WORDY, 2);
        fused.putScalar(0, BRIGHT, 40);
        INDArray fusion = network.getLayer("fusion").getParam("W").assign(0);
        network.getLayer("fusion").getParam("b").assign(0);
        fusion.putScalar(fusion.rows() - SmallNetwork.SHAPE.image().units(), 0, 1);
        SampleRelease.write(directory, "{\"rules\": []}", network);
        return ModelRelease.load(directory);
    }

    /** Of every convolution only the middle of the first filter, so that channel 0 is the red of some pixels. */
    private static void passBrightness(Layer layer) {
        if (layer.conf().getLayer() instanceof BatchNormalization) {
            layer.getParam("gamma").assign(1);
            layer.getParam("beta").assign(0);
            layer.getParam("mean").assign(0);
            layer.getParam("log10stdev").assign(0);
        } else if (layer.conf().getLayer() instanceof ConvolutionLayer convolution) {
            int middle = convolution.getKernelSize()[0] / 2;
            INDArray weights = layer.getParam("W").assign(0);
            if (convolution instanceof DepthwiseConvolution2D) {
                weights.putScalar(new int[] {middle, middle, 0, 0}, 1);
            } else {
                weights.putScalar(new int[] {0, 0, middle, middle}, 1);
            }
        }
    }

    /** Words of one syllable or letter row after another; ids in their order. */
    static Pair pair(String name, List<Integer> ids, ImageFeatures image) {
        Product product = new Product(
                null, "p", 3, name, null, List.of("용품"), "아일", null, null, null, null, null, null, null, false);
        return new Pair(
                new TextFeatures(
                        product,
                        List.of(name.split(" ")),
                        padded(ids, TextFeatures.NAME_LENGTH),
                        List.of("용품"),
                        padded(List.of(4), TextFeatures.MALL_LENGTH),
                        padded(List.of(5), TextFeatures.BRAND_LENGTH),
                        SampleRelease.VOCABULARY),
                image,
                null);
    }

    private static List<Integer> padded(List<Integer> ids, int length) {
        List<Integer> padded = new ArrayList<>(ids);
        padded.addAll(Collections.nCopies(length - ids.size(), 0));
        return padded;
    }

    static ImageFeatures none() {
        return SampleRelease.none("p");
    }

    /** Black, with a white square in its lower right corner. */
    static ImageFeatures bright() throws IOException {
        BufferedImage image = new BufferedImage(SampleRelease.SIZE, SampleRelease.SIZE, BufferedImage.TYPE_INT_RGB);
        IntStream.range(12, SampleRelease.SIZE).forEach(x -> IntStream.range(12, SampleRelease.SIZE)
                .forEach(y -> image.setRGB(x, y, Color.WHITE.getRGB())));
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", jpeg);
        return new ImageFeatures.Picture(
                new ProductKey("p", 3), jpeg.toByteArray(), SampleRelease.SIZE, "a".repeat(64), "b".repeat(16));
    }
}
