package io.aisle.classifier.network;

import io.aisle.contract.Codec;
import java.util.List;

/**
 * The size of a network; with it and its parameters the network can be built again.
 *
 * @param vocabularySize rows of the embedding; row 0 is padding and stays zero
 * @param embedding values of one word
 * @param filters filters of each text convolution
 * @param brandUnits values of the brand branch
 * @param imageSize edge of the pictures in pixels
 * @param stem channels behind the first convolution of the picture
 * @param stages the inverted residual stages of the picture, in order
 * @param imageUnits values of the image branch
 * @param fusedUnits values of the hidden layer over all branches
 * @param labels leaves
 */
public record NetworkShape(
        int vocabularySize,
        int embedding,
        int filters,
        int brandUnits,
        int imageSize,
        int stem,
        List<Stage> stages,
        int imageUnits,
        int fusedUnits,
        int labels) {
    /**
     * A stage of MobileNetV2 (Sandler et al., CVPR 2018, table 2).
     *
     * @param expansion t: hidden channels for each input channel
     * @param channels c: output channels
     * @param repeats n: blocks
     * @param stride s: of the first block
     */
    public record Stage(int expansion, int channels, int repeats, int stride) {}

    public NetworkShape {
        stages = List.copyOf(stages);
    }

    /** Table 2 of the paper, its channels scaled and rounded to 8 as the authors' code does. */
    public static NetworkShape mobileNetV2(int vocabularySize, int imageSize, double width, int labels) {
        List<Stage> stages = List.of(
                new Stage(1, channels(16, width), 1, 1),
                new Stage(6, channels(24, width), 2, 2),
                new Stage(6, channels(32, width), 3, 2),
                new Stage(6, channels(64, width), 4, 2),
                new Stage(6, channels(96, width), 3, 1),
                new Stage(6, channels(160, width), 3, 2),
                new Stage(6, channels(320, width), 1, 1));
        return new NetworkShape(vocabularySize, 64, 64, 64, imageSize, channels(32, width), stages, 1280, 256, labels);
    }

    /** At most so many blocks in each stage: for small pictures and short training. */
    public NetworkShape withRepeatsAtMost(int most) {
        List<Stage> fewer = stages.stream()
                .map(stage ->
                        new Stage(stage.expansion(), stage.channels(), Math.min(most, stage.repeats()), stage.stride()))
                .toList();
        return new NetworkShape(
                vocabularySize, embedding, filters, brandUnits, imageSize, stem, fewer, imageUnits, fusedUnits, labels);
    }

    /** As many values from the image branch. */
    public NetworkShape withImageUnits(int units) {
        return new NetworkShape(
                vocabularySize, embedding, filters, brandUnits, imageSize, stem, stages, units, fusedUnits, labels);
    }

    /** The shape in its JSON file. */
    public static NetworkShape parse(byte[] json) {
        return Codec.decode(json, NetworkShape.class);
    }

    private static int channels(int published, double width) {
        double wanted = published * width;
        int rounded = Math.max(8, (int) (wanted + 4) / 8 * 8);
        return rounded < 0.9 * wanted ? rounded + 8 : rounded;
    }
}
