package io.aisle.training.release;

import io.aisle.classifier.GoldenSet;
import io.aisle.classifier.Manifest;
import io.aisle.classifier.ModelRelease;
import io.aisle.classifier.ModelUnusable;
import io.aisle.classifier.engine.Engine;
import io.aisle.classifier.engine.Engines;
import io.aisle.features.text.ProductAnalyzer;
import io.aisle.training.data.Source;
import io.aisle.training.measure.Evaluation;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The checks between a training and the registry. All are made, so that a person hears of everything at once. */
final class Gate {
    /** What a release is nothing without. */
    private static final List<String> FILES = List.of(
            ModelRelease.NETWORK,
            ModelRelease.SHAPE,
            ModelRelease.ONNX,
            ModelRelease.VOCABULARY,
            ModelRelease.CATEGORIES,
            ModelRelease.RULES,
            ModelRelease.CALIBRATION,
            ModelRelease.GOLDEN);

    private final ModelRelease candidate;
    private final @Nullable ModelRelease predecessor;
    private final Conditions conditions;
    private final PrintWriter screen;
    private final List<String> refusals = new ArrayList<>();

    /** @param predecessor the release it follows; null for the first of its name */
    Gate(ModelRelease candidate, @Nullable ModelRelease predecessor, Conditions conditions, PrintWriter screen) {
        this.candidate = candidate;
        this.predecessor = predecessor;
        this.conditions = conditions;
        this.screen = screen;
    }

    /**
     * Why it may not pass, each with what to do; empty when it may.
     *
     * @param data labelled products to measure accuracy by; null for what the manifests say
     */
    List<String> refusals(@Nullable Source data) {
        List<String> missing =
                FILES.stream().filter(name -> !candidate.has(name)).toList();
        if (!missing.isEmpty()) {
            return List.of("files: the release has no " + String.join(", ", missing) + ". Train it again");
        }
        words();
        labels();
        boolean agree = Engines.of(candidate).stream()
                .filter(name -> !name.equals(Engines.ONNX_INT8) || !conditions.withoutInt8)
                .map(this::answersAsGolden)
                .reduce(true, Boolean::logicalAnd);
        int8();
        accuracy(data);
        if (agree) {
            pace();
        }
        return List.copyOf(refusals);
    }

    private void words() {
        Manifest manifest = candidate.manifest();
        String file = ModelRelease.sha256(candidate.file(ModelRelease.VOCABULARY));
        if (!file.equals(manifest.vocabulary())) {
            refuse("vocabulary: the file is " + file + ", and the network was trained with " + manifest.vocabulary()
                    + ". Train it again");
        }
        String dictionary = manifest.dictionary();
        if (dictionary != null && !dictionary.equals(ProductAnalyzer.dictionary())) {
            refuse("dictionary: the network learned words that text analysis took apart by " + dictionary
                    + ", and it has " + ProductAnalyzer.dictionary() + " now. Train it again");
        }
    }

    private void labels() {
        if (predecessor == null) {
            return;
        }
        LabelChanges changes = LabelChanges.between(predecessor.categories(), candidate.categories());
        if (changes.breakReaders() && !conditions.labelChangesAllowed) {
            refuse("labels: categories that readers may know have changed. If they know of it, add"
                    + " --allow-label-changes" + changes);
        } else {
            String all = changes.toString();
            screen.println("labels      " + (all.isEmpty() ? "the same as before" : "changed" + all));
        }
    }

    private boolean answersAsGolden(String name) {
        GoldenSet golden = GoldenSet.parse(candidate.file(ModelRelease.GOLDEN));
        try (Engine engine = Engines.open(name, candidate, 1)) {
            screen.printf("%-11s %s%n", name, golden.examine(candidate, engine));
            screen.flush();
            return true;
        } catch (ModelUnusable disagreement) {
            refuse("engines: " + disagreement.getMessage() + ". Train it again; if that does not help, it is a fault of"
                    + " the export");
            return false;
        }
    }

    private void int8() {
        if (!candidate.has(ModelRelease.ONNX_INT8) || conditions.withoutInt8) {
            screen.println("int8        none in this release");
            return;
        }
        Int8Acceptance.refusal(candidate.manifest().figures())
                .ifPresentOrElse(
                        reason -> refuse("int8: " + reason + ". Release it --without-int8"),
                        () -> screen.println("int8        as good as measured when it was trained"));
    }

    private void accuracy(@Nullable Source data) {
        Optional<Double> own = accuracy(candidate, data);
        if (own.isEmpty()) {
            refuse("accuracy: not measured when it was trained. Give labelled products with --data");
            return;
        }
        if (predecessor == null) {
            screen.printf(Locale.ROOT, "accuracy    %.2f %%, the first of its name%n", 100 * own.get());
            return;
        }
        Optional<Double> before = accuracy(predecessor, data);
        if (before.isEmpty()) {
            refuse("accuracy: that of its predecessor is not known. Give labelled products with --data");
            return;
        }
        double floor = before.get() - conditions.tolerance / 100;
        String figures = String.format(
                Locale.ROOT,
                "%.2f %%, its predecessor's %.2f %%, %s",
                100 * own.get(),
                100 * before.get(),
                data == null ? "each as measured when it was trained" : "of the same products");
        screen.println("accuracy    " + figures);
        if (!(own.get() >= floor)) {
            refuse(String.format(
                    Locale.ROOT,
                    "accuracy: %s; the floor is %.2f %%. Train it with more products or longer, or say --tolerance",
                    figures,
                    100 * floor));
        }
    }

    private static Optional<Double> accuracy(ModelRelease release, @Nullable Source data) {
        if (data == null) {
            return Optional.ofNullable(release.manifest().figures().get("accuracy.fused"));
        }
        try (Engine engine = Engines.open(Engines.ONNX, release)) {
            Evaluation evaluation = Evaluation.ofAnswers(release, engine, release.rules());
            evaluation.run(data);
            return Optional.of(evaluation.afterRules().leafAccuracy()).filter(Double::isFinite);
        }
    }

    private void pace() {
        Pace pace = Pace.of(candidate, predecessor);
        screen.printf(
                Locale.ROOT,
                "pace        %,.0f products/s on one core%s; one alone in %.1f ms, 99 times in 100%n",
                pace.productsPerSecond(),
                predecessor == null
                        ? ""
                        : String.format(Locale.ROOT, ", its predecessor %,.0f in the same run", pace.ofPredecessor()),
                pace.slowest().toNanos() / 1e6);
        if (pace.productsPerSecond() < conditions.pace * pace.ofPredecessor()) {
            refuse(String.format(
                    Locale.ROOT,
                    "pace: %,.0f products/s, its predecessor %,.0f; at least %.0f %% of that are needed. Train a smaller"
                            + " network or smaller pictures, or say --pace",
                    pace.productsPerSecond(),
                    pace.ofPredecessor(),
                    100 * conditions.pace));
        }
        if (pace.slowest().compareTo(conditions.slowest) > 0) {
            refuse(String.format(
                    Locale.ROOT,
                    "pace: one product alone takes %.1f ms, 99 times in 100; %.1f are allowed. Train a smaller network"
                            + " or smaller pictures, or say --slowest",
                    pace.slowest().toNanos() / 1e6,
                    conditions.slowest.toNanos() / 1e6));
        }
    }

    private void refuse(String why) {
        refusals.add(why);
    }
}
