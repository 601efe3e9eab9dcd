package io.aisle.training;

import io.aisle.classifier.Encoder;
import io.aisle.classifier.Pair;
import io.aisle.classifier.engine.ImageEmbedder;
import io.aisle.classifier.network.Assembly;
import io.aisle.classifier.network.Backbone;
import io.aisle.classifier.network.BatchNormFolding;
import io.aisle.classifier.network.NetworkShape;
import io.aisle.features.image.ImageFeatureExtractor;
import io.aisle.features.text.ProductAnalyzer;
import io.aisle.features.text.TextFeatureExtractor;
import io.aisle.features.text.Vocabulary;
import io.aisle.training.data.Catalogue;
import io.aisle.training.data.Dataset;
import io.aisle.training.data.Features;
import io.aisle.training.data.PictureStore;
import io.aisle.training.data.Source;
import io.aisle.training.data.Split.Part;
import io.aisle.training.learn.Recipe;
import io.aisle.training.learn.Trainer;
import io.aisle.training.learn.Trainer.Trained;
import io.aisle.training.release.Release;
import io.aisle.training.release.Training;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;

/** One training, from labelled products to a network and all that belongs to it. */
final class Run {
    /** Golden products, fewer where each has thousands of probabilities. */
    private static final int MOST_GOLDEN = 64;

    private static final int MOST_GOLDEN_VALUES = 60_000;

    private final Source source;
    private final Options options;
    private final PrintWriter screen;
    private final long start = System.nanoTime();

    Run(Source source, Options options, PrintWriter screen) {
        this.source = source;
        this.options = options;
        this.screen = screen;
    }

    /**
     * Trains and writes a release; whether its engines agree.
     *
     * @param rules its rules in JSON
     */
    boolean release(Path out, String name, String command, byte[] rules) {
        Catalogue catalogue = Catalogue.of(source, options.seed, options.heldOut);
        boolean pictures = catalogue.present().pictures() > 0;
        Backbone backbone = options.backbone == null || !pictures ? null : Backbone.read(options.backbone);
        Plan plan = new Plan(options, catalogue, backbone);
        describe(catalogue);
        try (ImageEmbedder embedder = embedder(plan);
                ProductAnalyzer analyzer = new ProductAnalyzer();
                PictureStore store = store(plan, embedder)) {
            Vocabulary vocabulary = plan.vocabulary();
            NetworkShape shape = plan.shape(vocabulary);
            Encoder encoder = Encoder.of(vocabulary.sha256(), shape);
            TextFeatureExtractor texts = new TextFeatureExtractor(analyzer, vocabulary);
            Dataset data = Dataset.of(source, catalogue, texts, encoder, store);
            say("encoded: %,d words, %,d products with a picture", vocabulary.size(), pictured(data));
            Trained trained = learn(plan, shape, data);
            boolean onFeatures = store.shape().length == 1;
            ComputationGraph folded = onFeatures
                    ? Assembly.of(trained.network(), shape, backbone)
                    : BatchNormFolding.fold(trained.network(), shape);
            Training training = new Training(
                    name,
                    command,
                    catalogue.tree(),
                    shape,
                    vocabulary,
                    data,
                    trained,
                    onFeatures ? folded : trained.network(),
                    folded);
            Features features =
                    new Features(texts, new ImageFeatureExtractor(shape.image().size()));
            say("learned; measuring and writing");
            return new Release(training, golden(catalogue, features), screen).write(out, rules);
        }
    }

    private void describe(Catalogue catalogue) {
        say(
                "%,d products in %,d categories: %,d to train, %,d to validate, %,d to test,"
                        + " none of their titles or pictures in two of them",
                catalogue.labels().length,
                catalogue.tree().size(),
                catalogue.count(Part.TRAINING),
                catalogue.count(Part.VALIDATION),
                catalogue.count(Part.TEST));
        if (!source.refusals().isEmpty()) {
            say("left out: %s", source.refusals());
        }
    }

    private static @Nullable ImageEmbedder embedder(Plan plan) {
        return plan.backbone() != null ? new ImageEmbedder(plan.backbone(), plan.imageSize()) : null;
    }

    private PictureStore store(Plan plan, @Nullable ImageEmbedder embedder) {
        Backbone backbone = plan.backbone();
        String kind = embedder == null || backbone == null
                ? "pixels"
                : "features-" + backbone.sha256().substring(0, 12);
        Path file = options.cache.resolve(kind + "-" + plan.imageSize() + ".bin");
        return plan.hasPictures()
                ? new PictureStore(plan.imageSize(), embedder, file)
                : PictureStore.none(NetworkShape.Image.none().units());
    }

    private static int pictured(Dataset data) {
        int count = 0;
        for (int row : data.pictures()) {
            count += row == PictureStore.NONE ? 0 : 1;
        }
        return count;
    }

    private Trained learn(Plan plan, NetworkShape shape, Dataset data) {
        Recipe recipe = plan.recipe();
        say(
                "learning: %d epochs of %,d products in batches of %d, at most %s",
                recipe.epochs(), plan.catalogue().count(Part.TRAINING), recipe.batchSize(), recipe.limit());
        return new Trainer(recipe, data, screen).train(shape);
    }

    /** The first that test; where there are none, the first of all. */
    private List<Pair> golden(Catalogue catalogue, Features features) {
        int most = Math.min(
                MOST_GOLDEN, Math.max(8, MOST_GOLDEN_VALUES / catalogue.tree().size()));
        Part part = catalogue.count(Part.TEST) > 0 ? Part.TEST : Part.TRAINING;
        List<Pair> golden = new ArrayList<>();
        int[] at = {0};
        source.read(product -> {
            if (catalogue.parts()[at[0]++] == part && golden.size() < most) {
                golden.add(features.of(product.product()));
            }
        });
        return golden;
    }

    private void say(String format, Object... values) {
        double seconds = (System.nanoTime() - start) / 1e9;
        screen.printf(Locale.ROOT, "%6.1f s  " + format + "%n", prepend(seconds, values));
        screen.flush();
    }

    private static Object[] prepend(double seconds, Object[] values) {
        List<Object> all = new ArrayList<>(List.of(values));
        all.add(0, seconds);
        return all.toArray();
    }
}
