package io.aisle.classifier.network;

import io.aisle.contract.Codec;
import java.util.List;

/**
 * The size of a network; with it and its parameters the network can be built again.
 *
 * @param text the branches that read words
 * @param image the branch that reads the picture
 * @param fusedUnits values of the hidden layer over all branches
 * @param labels leaves
 */
public record NetworkShape(Text text, Image image, int fusedUnits, int labels) {
    /**
     * @param vocabularySize rows of the embedding that are words; row 0 is padding and stays zero
     * @param embedding values of one word
     * @param nameFilters filters of each convolution over the name
     * @param mallFilters filters of each convolution over the mall's category
     * @param brandUnits values of the brand branch
     * @param pieces most character n-grams read of a name, 0 for none
     * @param pieceBuckets rows of the embedding that n-grams are hashed to; they follow the words' rows
     */
    public record Text(
            int vocabularySize,
            int embedding,
            int nameFilters,
            int mallFilters,
            int brandUnits,
            int pieces,
            int pieceBuckets) {
        /** Words alone, and as many filters for the mall's category as for the name. */
        public Text(int vocabularySize, int embedding, int filters, int brandUnits) {
            this(vocabularySize, embedding, filters, filters, brandUnits, 0, 0);
        }

        /** Rows of the embedding. */
        public int rows() {
            return vocabularySize + pieceBuckets;
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
