package io.aisle.training.experiment;

import io.aisle.classifier.Encoder;
import io.aisle.classifier.network.NetworkShape;
import io.aisle.features.text.ProductAnalyzer;
import io.aisle.features.text.TextFeatureExtractor;
import io.aisle.features.text.Vocabulary;
import io.aisle.training.data.Catalogue;
import io.aisle.training.data.Dataset;
import io.aisle.training.data.PictureStore;
import io.aisle.training.data.Source;
import io.aisle.training.data.Split.Part;
import io.aisle.training.learn.BagOfPieces;
import io.aisle.training.learn.Lessons;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The names of labelled products as numbers, split as {@code train} splits them: what a method is tried on.
 *
 * @param shape of a network that would read them
 */
record Titles(Catalogue catalogue, NetworkShape shape, Dataset data) {
    private static final double HELD_OUT = 0.05;
    private static final int WORDS = 20_000;
    private static final int WORD_BUCKETS = 2_000;
    /** Values of a vector; as {@code train} begins with. */
    private static final int EMBEDDING = 64;

    private static final int FILTERS = 64;
    private static final int SMALL = 8;
    private static final int PIECES = 128;
    private static final int PIECE_BUCKETS = 1 << 18;
    private static final int FUSED = 256;

    static Titles read(Source source, long seed) {
        Catalogue catalogue = Catalogue.of(source, seed, HELD_OUT);
        Vocabulary vocabulary = Vocabulary.build(catalogue.words(), WORDS, 2, WORD_BUCKETS);
        NetworkShape.Text text = new NetworkShape.Text(
                vocabulary.size(), EMBEDDING, FILTERS, SMALL, 4 * SMALL, PIECES, PIECE_BUCKETS, false);
        NetworkShape.Image none = NetworkShape.Image.none();
        NetworkShape shape =
                new NetworkShape(text, none, FUSED, catalogue.tree().size());
        Encoder encoder = Encoder.of(vocabulary.sha256(), shape);
        try (ProductAnalyzer analyzer = new ProductAnalyzer()) {
            TextFeatureExtractor texts = new TextFeatureExtractor(analyzer, vocabulary);
            PictureStore pictures = PictureStore.none(none.units());
            return new Titles(catalogue, shape, Dataset.of(source, catalogue, texts, encoder, pictures));
        }
    }

    int classes() {
        return shape.labels();
    }

    /** Products that teach, at most so many of them, drawn at random. */
    int[] training(int most, long seed) {
        List<Integer> all = new ArrayList<>();
        IntStream.of(data.of(Part.TRAINING)).forEach(all::add);
        Collections.shuffle(all, new Random(seed));
        return all.stream().limit(most).mapToInt(Integer::intValue).sorted().toArray();
    }

    /** Learns with the linear classifier; its best epoch is told by the labels that the lessons give. */
    BagOfPieces.Learned learn(Lessons lessons, int epochs, long seed) {
        Dataset taught = new Dataset(
                data.inputs(), data.ids(), lessons.given(), data.pictures(), data.store(), data.parts(), data.linear());
        PrintWriter silent = new PrintWriter(Writer.nullWriter());
        int[] validation = data.of(Part.VALIDATION);
        return new BagOfPieces(EMBEDDING, epochs, seed)
                .train(taught, shape.text().rows(), lessons, validation, silent);
    }

    /** What was learned, on products that neither taught nor validated, by the labels they really have. */
    Figures test(BagOfPieces.Learned learned, float[] correction) {
        return Figures.of(data, data.of(Part.TEST), product -> learned.answer(data, product, correction));
    }
}
