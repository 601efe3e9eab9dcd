package io.aisle.training.release;

import io.aisle.classifier.Encoder;
import io.aisle.classifier.GoldenSet;
import io.aisle.classifier.ModelRelease;
import io.aisle.classifier.engine.Batch;
import io.aisle.classifier.engine.Engine;
import io.aisle.classifier.engine.Engines;
import io.aisle.classifier.engine.Predictions;
import io.aisle.contract.Classification.Head;
import io.aisle.contract.Classification.Modality;
import io.aisle.training.data.Split.Part;
import io.aisle.training.learn.Answers;
import io.aisle.training.learn.Trainer.Epoch;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Measures a written release: the network on products that training never saw, the engines on its golden set. */
final class Measurement {
    /** The engines whose answers are the same but for rounding. */
    private static final List<String> EXACT = List.of(Engines.ONNX, Engines.DL4J);

    private final ModelRelease release;
    private final Training training;
    private final PrintWriter screen;
    private final Map<String, Double> figures = new TreeMap<>();

    Measurement(ModelRelease release, Training training, PrintWriter screen) {
        this.release = release;
        this.training = training;
        this.screen = screen;
    }

    Map<String, Double> figures() {
        int[] test = training.data().of(Part.TEST);
        if (test.length > 0) {
            accuracy(test);
        }
        GoldenSet golden = GoldenSet.parse(release.file(ModelRelease.GOLDEN));
        figures.put("engines.largestDifference", 0.0);
        figures.put("engines.otherTopCategory", 0.0);
        for (String name : EXACT) {
            try (Engine engine = Engines.open(name, release, 1)) {
                golden.cases().forEach(one -> compare(one, engine));
            }
        }
        for (Head head : Head.values()) {
            figures.put("calibration." + name(head), release.calibration().of(head));
        }
        figures.putAll(release.rules().figures());
        figures.put("products.training", (double) training.data().of(Part.TRAINING).length);
        figures.put("products.test", (double) test.length);
        List<Epoch> curve = training.trained().curve();
        figures.put("training.epochs", (double) curve.size());
        figures.put(
                "training.seconds",
                curve.isEmpty() ? 0 : curve.get(curve.size() - 1).seconds());
        figures.forEach((name, value) -> screen.printf("  %-28s %.6g%n", name, value));
        return figures;
    }

    private void accuracy(int[] test) {
        Answers all = Answers.of(training.trained().network(), training.data(), test, Set.of());
        for (Head head : Head.values()) {
            if (all.able(head).length > 0) {
                figures.put("accuracy." + name(head), all.accuracy(head));
            }
        }
        if (all.able(Head.IMAGE).length > 0) {
            Answers without = Answers.of(training.trained().network(), training.data(), test, Set.of(Modality.IMAGE));
            figures.put("accuracy.withoutImage", without.accuracy(Head.FUSED));
        }
    }

    private static String name(Head head) {
        return switch (head) {
            case NAME -> "name";
            case MALL_CATEGORY -> "mallCategory";
            case IMAGE -> "image";
            case FUSED -> "fused";
        };
    }

    private void compare(GoldenSet.Case expected, Engine engine) {
        Batch one = Batch.empty(1, release.inputs());
        Encoder.of(release).encode(expected.pair(), one, 0);
        Predictions actual = engine.predict(one);
        expected.heads()
                .forEach((head, row) ->
                        figures.merge("engines.largestDifference", distance(row, actual.row(head, 0)), Math::max));
        int label = Answers.best(actual.row(Head.FUSED, 0));
        boolean same = release.categories().leaf(label).id().equals(expected.category());
        figures.merge("engines.otherTopCategory", same ? 0.0 : 1.0, Double::sum);
    }

    private static double distance(float[] left, float[] right) {
        double largest = 0;
        for (int label = 0; label < left.length; label++) {
            largest = Math.max(largest, Math.abs(left[label] - right[label]));
        }
        return largest;
    }

    boolean enginesAgree() {
        double tolerance = GoldenSet.parse(release.file(ModelRelease.GOLDEN)).tolerance();
        boolean agree = figures.getOrDefault("engines.largestDifference", 1.0) <= tolerance
                && figures.getOrDefault("engines.otherTopCategory", 1.0) == 0;
        screen.println(agree ? "engines agree" : "ENGINES DISAGREE: do not release this");
        return agree;
    }
}
