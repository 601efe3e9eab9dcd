package io.aisle.training;

import io.aisle.classifier.network.Backbone;
import io.aisle.classifier.network.NetworkShape;
import io.aisle.features.text.Vocabulary;
import io.aisle.training.data.Catalogue;
import io.aisle.training.learn.Recipe;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What follows from the data where a person said nothing.
 *
 * @param backbone null when the network learns from pictures itself, or there are none
 */
record Plan(Options options, Catalogue catalogue, @Nullable Backbone backbone) {
    private static final int BUCKETS_FOR_WORDS = 2_000;
    private static final int LEAST_COUNT = 2;
    /** Products to be seen in all: large data need few epochs, small ones many. */
    private static final int SIGHT = 120_000;

    private static final int FEWEST_EPOCHS = 2;
    private static final int MOST_EPOCHS = 20;
    /** The same for the linear classifier, which is quicker. */
    private static final int LINEAR_SIGHT = 750_000;

    private static final int FEWEST_LINEAR = 5;
    private static final int MOST_LINEAR = 30;
    /** With more labels the n-grams are in the embedding. */
    private static final int MOST_LINEAR_LABELS = 256;
    /** Weights of the linear part, 4 bytes each: every session of an engine holds them. */
    private static final int MOST_LINEAR_WEIGHTS = 1 << 25;

    private static final int SMALL_BRANCH = 8;

    Vocabulary vocabulary() {
        int buckets = Math.min(BUCKETS_FOR_WORDS, Math.max(64, catalogue.words().size() / 8));
        return options.wordsBy == Options.WordsBy.FREQUENCY
                ? Vocabulary.build(catalogue.words(), options.vocabulary, LEAST_COUNT, buckets)
                : Vocabulary.buildByInformation(
                        catalogue.words(), catalogue.wordLabels(), options.vocabulary, LEAST_COUNT, buckets);
    }

    boolean hasPictures() {
        return catalogue.present().pictures() > 0;
    }

    NetworkShape shape(Vocabulary vocabulary) {
        boolean mall = catalogue.present().mallCategories() > 0;
        NetworkShape.Text text = new NetworkShape.Text(
                vocabulary.size(),
                options.embedding,
                options.filters,
                mall ? options.filters / 2 : SMALL_BRANCH,
                SMALL_BRANCH * 4,
                options.pieces,
                options.pieces == 0 ? 0 : pieceBuckets(),
                isLinear());
        int labels = catalogue.tree().size();
        int fused = options.fusedUnits != null ? options.fusedUnits : Math.max(256, Math.min(1024, 2 * labels));
        return new NetworkShape(text, image(), fused, labels, options.style());
    }

    /** A weight of every label for every n-gram, as long as that is not too much to load. */
    private boolean isLinear() {
        boolean wanted = options.pieces > 0 && (options.linear == null || options.linear > 0);
        return wanted && catalogue.tree().size() <= MOST_LINEAR_LABELS;
    }

    private int pieceBuckets() {
        if (options.pieceBuckets != null) {
            return options.pieceBuckets;
        }
        int wanted = 2 * Integer.highestOneBit(Math.max(1, catalogue.present().products()));
        int most = isLinear()
                ? Integer.highestOneBit(MOST_LINEAR_WEIGHTS / catalogue.tree().size())
                : 1 << 18;
        return Math.max(1 << 16, Math.min(Math.min(most, 1 << 18), wanted));
    }

    private static void requireAtLeast(int least, String option, @Nullable Integer said) {
        if (said != null && said < least) {
            throw new IllegalArgumentException("options: " + option + " must be at least " + least + ", not " + said);
        }
    }

    private NetworkShape.Image image() {
        if (!hasPictures()) {
            return NetworkShape.Image.none();
        }
        return backbone != null ? backbone.shape(imageSize()) : small(imageSize());
    }

    int imageSize() {
        if (options.imageSize != null) {
            return options.imageSize;
        }
        return backbone != null ? 224 : 64;
    }

    /**
     * MobileNetV2's blocks, fewer and thinner than in its paper, and halving only four times: a picture of 64 pixels ends
     * as 4 x 4. Small enough to learn on two cores.
     */
    static NetworkShape.Image small(int imageSize) {
        List<NetworkShape.Stage> stages = List.of(
                new NetworkShape.Stage(1, 8, 1, 2),
                new NetworkShape.Stage(4, 16, 2, 1),
                new NetworkShape.Stage(4, 24, 2, 2),
                new NetworkShape.Stage(4, 48, 2, 2));
        return new NetworkShape.Image(imageSize, 16, stages, 256);
    }

    Recipe recipe() {
        requireAtLeast(1, "--batch-size", options.batchSize);
        requireAtLeast(0, "--epochs", options.epochs);
        requireAtLeast(0, "--linear", options.linear);
        int products = Math.max(1, catalogue.present().products());
        int epochs = Math.max(FEWEST_EPOCHS, Math.min(MOST_EPOCHS, SIGHT / products));
        int linear = Math.max(FEWEST_LINEAR, Math.min(MOST_LINEAR, LINEAR_SIGHT / products));
        int batch = products > 50_000 ? 256 : products > 2_000 ? 64 : 32;
        return new Recipe(
                options.epochs != null ? options.epochs : epochs,
                options.batchSize != null ? options.batchSize : batch,
                options.learningRate,
                options.smoothing,
                options.sampling,
                options.linear != null ? options.linear : linear,
                options.wordVectors,
                options.seed,
                options.limit);
    }
}
