package io.aisle.training.experiment;

import io.aisle.classifier.Encoder;
import io.aisle.classifier.network.NetworkShape;
import io.aisle.contract.Classification.Head;
import io.aisle.features.text.ProductAnalyzer;
import io.aisle.features.text.TextFeatureExtractor;
import io.aisle.features.text.Vocabulary;
import io.aisle.training.data.Catalogue;
import io.aisle.training.data.Dataset;
import io.aisle.training.data.PictureStore;
import io.aisle.training.data.Split.Part;
import io.aisle.training.learn.Answers;
import io.aisle.training.learn.Recipe;
import io.aisle.training.learn.Sampling;
import io.aisle.training.learn.Trainer;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.deeplearning4j.nn.graph.ComputationGraph;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code ./aisle experiment texts}: what the vocabulary's size, word vectors and the linear classifier do for titles, in
 * the form of NAVER's table (DEVIEW 2019). Every line learns from, validates and tests with the same titles.
 */
@Command(name = "texts", description = "Compares networks over titles: vocabularies, word vectors, the linear start.")
@SuppressWarnings("NullAway.Init") // picocli fills it in
final class TextsCommand implements Callable<Integer> {
    private static final int LEAST_COUNT = 2;
    private static final int UNKNOWN_WORDS = 2_000;
    private static final int BATCH = 128;
    private static final int PIECES = 192;
    private static final int BUCKETS = 1 << 18;
    private static final int SKIP_GRAM = 3;
    private static final int LINEAR = 10;

    @Mixin
    private LabelledTitles titles;

    @Option(
            names = "--vocabularies",
            split = ",",
            defaultValue = "5000,20000,100000",
            description = "Most words of a vocabulary (${DEFAULT-VALUE}).")
    private List<Integer> vocabularies;

    @Option(names = "--epochs", defaultValue = "3", description = "Times the titles are seen (${DEFAULT-VALUE}).")
    private int epochs = 3;

    @Option(names = "--size", defaultValue = "64", description = "Values of a word, and filters (${DEFAULT-VALUE}).")
    private int size = 64;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Catalogue catalogue = titles.catalogue();
        say(
                "%,d titles to learn from, %,d to test with, %d epochs%n",
                catalogue.count(Part.TRAINING), catalogue.count(Part.TEST), epochs);
        say("%-36s %s %9s %9s%n", "", LeafAndTop.COLUMNS, "seconds", "titles/s");
        for (int most : vocabularies) {
            Vocabulary vocabulary = vocabulary(catalogue, most);
            String words = String.format(Locale.ROOT, "%,d words", vocabulary.size());
            line(words + ", random vectors", catalogue, vocabulary, false, epochs, 0);
            line(words + ", skip-gram vectors", catalogue, vocabulary, false, epochs, SKIP_GRAM);
        }
        Vocabulary last = vocabulary(catalogue, 20_000);
        line("linear over n-grams", catalogue, last, true, 0, 0);
        line("linear over n-grams, and network", catalogue, last, true, epochs, 0);
        return 0;
    }

    private static Vocabulary vocabulary(Catalogue catalogue, int most) {
        int unknown = Math.min(UNKNOWN_WORDS, Math.max(64, catalogue.words().size() / 8));
        return Vocabulary.build(catalogue.words(), most, LEAST_COUNT, unknown);
    }

    private void line(
            String name, Catalogue catalogue, Vocabulary vocabulary, boolean linear, int times, int wordVectors) {
        say("%-36s ", name);
        NetworkShape shape = shape(catalogue, vocabulary, linear);
        Dataset data = data(catalogue, vocabulary, shape);
        Recipe recipe = new Recipe(
                times, BATCH, 2e-3, 0.05, Sampling.NATURAL, LINEAR, wordVectors, titles.seed(), Duration.ofHours(4));
        long start = System.nanoTime();
        ComputationGraph network = new Trainer(recipe, data, new PrintWriter(PrintWriter.nullWriter()))
                .train(shape)
                .network();
        double seconds = (System.nanoTime() - start) / 1e9;
        int[] asked = data.of(Part.TEST);
        long before = System.nanoTime();
        Answers answers = Answers.of(network, data, asked, Set.of());
        double each = asked.length / ((System.nanoTime() - before) / 1e9);
        LeafAndTop judged = new LeafAndTop(catalogue.tree());
        for (int at = 0; at < asked.length; at++) {
            judged.add(
                    data.labels()[asked[at]], Answers.best(answers.predictions().row(Head.NAME, at)));
        }
        say("%s %9.0f %,9.0f%n", asked.length == 0 ? "nothing to test with" : judged, seconds, each);
    }

    private NetworkShape shape(Catalogue catalogue, Vocabulary vocabulary, boolean linear) {
        NetworkShape.Text text = new NetworkShape.Text(
                vocabulary.size(), size, size, 8, 8, linear ? PIECES : 0, linear ? BUCKETS : 0, linear);
        return new NetworkShape(
                text, NetworkShape.Image.none(), 256, catalogue.tree().size());
    }

    private Dataset data(Catalogue catalogue, Vocabulary vocabulary, NetworkShape shape) {
        try (ProductAnalyzer analyzer = new ProductAnalyzer()) {
            TextFeatureExtractor texts = new TextFeatureExtractor(analyzer, vocabulary);
            Encoder encoder = Encoder.of(vocabulary.sha256(), shape);
            PictureStore none = PictureStore.none(shape.image().units());
            return Dataset.of(titles.source(), catalogue, texts, encoder, none);
        }
    }

    private void say(String format, Object... values) {
        spec.commandLine().getOut().printf(Locale.ROOT, format, values);
        spec.commandLine().getOut().flush();
    }
}
