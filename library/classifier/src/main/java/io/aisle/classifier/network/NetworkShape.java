package io.aisle.classifier.network;

import io.aisle.contract.Codec;
import java.util.List;
import java.util.Objects;

/**
 * The size of a network; with it and its parameters the network can be built again.
 *
 * @param text the branches that read words
 * @param image the branch that reads the picture
 * @param fusedUnits values of the hidden layer over all branches
 * @param labels leaves
 * @param style the rest that one may choose; {@link Style#USUAL} where a release does not say
 */
public record NetworkShape(Text text, Image image, int fusedUnits, int labels, Style style) {
    public NetworkShape {
        style = Objects.requireNonNullElse(style, Style.USUAL); // releases of before there was a choice
    }

    /** In the usual style. */
    public NetworkShape(Text text, Image image, int fusedUnits, int labels) {
        this(text, image, fusedUnits, labels, Style.USUAL);
    }

    /** What the convolutions over words and the hidden layer end with. */
    public enum Activation {
        RELU,
        LEAKY_RELU,
        ELU,
        TANH
    }

    /**
     * @param widths words in a window of each group of filters over a text
     * @param activation behind them, and behind the hidden layer
     * @param dropout share of the inputs of hidden layer and heads that each step of training leaves out
     */
    public record Style(List<Integer> widths, Activation activation, double dropout) {
        /** What was used before there was a choice. */
        public static final Style USUAL = new Style(List.of(1, 2, 3, 4), Activation.RELU, 0.3);

        public Style {
            widths = List.copyOf(widths);
            if (widths.isEmpty() || widths.stream().anyMatch(width -> width < 1)) {
                throw new IllegalArgumentException("network: the widths of its filters are " + widths
                        + ", and each must be 1 or more, such as 1,2,3,4");
            }
            if (!(dropout >= 0 && dropout < 1)) {
                throw new IllegalArgumentException("network: its dropout is " + dropout + ", not from 0 to below 1");
            }
        }
    }

    /**
     * @param vocabularySize rows of the embedding that are words; row 0 is padding and stays zero
     * @param embedding values of one word
     * @param nameFilters filters of each convolution over the name
     * @param mallFilters filters of each convolution over the mall's category
     * @param brandUnits values of the brand branch
     * @param pieces most character n-grams read of a name, 0 for none
     * @param pieceBuckets rows that n-grams are hashed to; in the embedding they follow the words' rows
     * @param linear whether the n-grams have a table of their own, a linear classifier over their TF-IDF, whose row 0
     *     is padding; otherwise they are in the embedding
     */
    public record Text(
            int vocabularySize,
            int embedding,
            int nameFilters,
            int mallFilters,
            int brandUnits,
            int pieces,
            int pieceBuckets,
            boolean linear) {
        /** Words alone, and as many filters for the mall's category as for the name. */
        public Text(int vocabularySize, int embedding, int filters, int brandUnits) {
            this(vocabularySize, embedding, filters, filters, brandUnits, 0, 0, false);
        }

        /** Words and n-grams in one embedding. */
        public Text(
                int vocabularySize,
                int embedding,
                int nameFilters,
                int mallFilters,
                int brandUnits,
                int pieces,
                int pieceBuckets) {
            this(vocabularySize, embedding, nameFilters, mallFilters, brandUnits, pieces, pieceBuckets, false);
        }

        /** Rows of the embedding. */
        public int rows() {
            return linear ? vocabularySize : vocabularySize + pieceBuckets;
        }

        /** The first id of n-grams. */
        public int firstPiece() {
            return linear ? 1 : vocabularySize;
        }
    }

    /**
     * MobileNetV2 (Sandler et al., CVPR 2018).
     *
     * @param size edge of the pictures in pixels
     * @param stem channels behind the first convolution
     * @param stages the inverted residual stages, in order
     * @param units values of the branch
     */
    public record Image(int size, int stem, List<Stage> stages, int units) {
        public Image {
            stages = List.copyOf(stages);
        }

        /** Table 2 of the paper, its channels scaled and rounded to 8 as the authors' code does. */
        public static Image mobileNetV2(int size, double width) {
            List<Stage> stages = List.of(
                    new Stage(1, channels(16, width), 1, 1),
                    new Stage(6, channels(24, width), 2, 2),
                    new Stage(6, channels(32, width), 3, 2),
                    new Stage(6, channels(64, width), 4, 2),
                    new Stage(6, channels(96, width), 3, 1),
                    new Stage(6, channels(160, width), 3, 2),
                    new Stage(6, channels(320, width), 1, 1));
            return new Image(size, channels(32, width), stages, 1280);
        }

        /** The smallest there is, for products without pictures. */
        public static Image none() {
            return new Image(16, 8, List.of(), 8);
        }

        private static int channels(int published, double width) {
            double wanted = published * width;
            int rounded = Math.max(8, (int) (wanted + 4) / 8 * 8);
            return rounded < 0.9 * wanted ? rounded + 8 : rounded;
        }
    }

    /**
     * A stage of MobileNetV2 (table 2).
     *
     * @param expansion t: hidden channels for each input channel
     * @param channels c: output channels
     * @param repeats n: blocks
     * @param stride s: of the first block
     */
    public record Stage(int expansion, int channels, int repeats, int stride) {}

    /** The shape in its JSON file. */
    public static NetworkShape parse(byte[] json) {
        return Codec.decode(json, NetworkShape.class);
    }
}
