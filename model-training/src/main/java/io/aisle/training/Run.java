package io.aisle.training;

import io.aisle.classifier.Rules;
import io.aisle.classifier.network.NetworkShape;
import io.aisle.features.image.ImageFeatureExtractor;
import io.aisle.training.data.Catalogue;
import io.aisle.training.data.Dataset;
import io.aisle.training.data.Features;
import io.aisle.training.data.Source;
import io.aisle.training.data.Split.Part;
import io.aisle.training.learn.LabelNoise;
import io.aisle.training.learn.LabelRepair;
import io.aisle.training.learn.Lessons;
import io.aisle.training.learn.Recency;
import io.aisle.training.learn.Recipe;
import io.aisle.training.learn.Trainer;
import io.aisle.training.learn.Trainer.Trained;
import io.aisle.training.release.Corrections;
import io.aisle.training.release.Release;
import io.aisle.training.release.Samples;
import io.aisle.training.release.Training;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** One training, from labelled products to a network and all that belongs to it. */
final class Run {
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
        requireChoice(catalogue);
        Rules.parse(rules).checkedAgainst(catalogue.tree()); // now, and not after an hour of learning
        describe(catalogue);
        Corrections.forget(out);
        try (Prepared prepared = Prepared.of(source, catalogue, options)) {
            say(
                    "encoded: %,d words, %,d products with a picture",
                    prepared.vocabulary().size(), prepared.pictured());
            NetworkShape shape = prepared.shape();
            Lessons lessons = lessons(prepared.recipe(), shape, prepared.data());
            Trained trained = learn(prepared, lessons, shape);
            if (lessons.labels() instanceof LabelRepair repair) {
                log(repair, catalogue, out.resolve(Corrections.FILE));
            }
            ComputationGraph folded = prepared.folded(trained, shape);
            Training training = new Training(
                    name,
                    command,
                    catalogue.tree(),
                    shape,
                    prepared.vocabulary(),
                    prepared.data(),
                    trained,
                    prepared.isOnFeatures() ? folded : prepared.whole(trained, shape),
                    folded);
            Features features = new Features(
                    prepared.texts(), new ImageFeatureExtractor(shape.image().size()));
            say("learned; measuring and writing");
            return new Release(training, Samples.of(source, catalogue, features), screen).write(out, rules);
        }
    }

    static void requireChoice(Catalogue catalogue) {
        if (catalogue.tree().size() == 1) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "data: all products (%,d) are in one category, %s, so there is nothing to tell apart. Add products of"
                            + " another.",
                    catalogue.labels().length,
                    catalogue.tree().leaf(0).names()));
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

    private Lessons lessons(Recipe recipe, NetworkShape shape, Dataset data) {
        double[] weights = options.halfLife == null
                ? new double[0]
                : Recency.of(options.halfLife).weights(source, data.labels());
        Lessons lessons = Lessons.of(data).with(recipe.sampling(), weights);
        if (options.labelNoise == 0) {
            return lessons;
        }
        boolean linear = shape.text().pieces() > 0 && recipe.linear() > 0;
        LabelNoise noise = LabelNoise.of(options.labelNoise, linear ? recipe.linear() : recipe.epochs());
        return lessons.with(new LabelRepair(lessons.products(), data.labels(), noise));
    }

    private Trained learn(Prepared prepared, Lessons lessons, NetworkShape shape) {
        Recipe recipe = prepared.recipe();
        say(
                "learning: %d epochs of %,d products in batches of %d, at most %s",
                recipe.epochs(), lessons.products().length, recipe.batchSize(), recipe.limit());
        return new Trainer(recipe, prepared.data(), lessons, screen).train(shape);
    }

    private void log(LabelRepair repair, Catalogue catalogue, Path file) {
        new Corrections(repair.corrections(), catalogue.tree()).write(source, file);
        say("%s; please look at %s", repair, file);
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
