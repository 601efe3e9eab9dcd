package io.aisle.training;

import io.aisle.catalogue.NamedCase;
import io.aisle.classifier.ModelRelease;
import io.aisle.classifier.engine.Batch;
import io.aisle.classifier.engine.Engine;
import io.aisle.classifier.engine.Engines;
import io.aisle.classifier.engine.Predictions;
import io.aisle.contract.Classification.Head;
import io.aisle.contract.Classification.Modality;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Measures a written release on products that training never saw, with the engines that will serve it. */
final class Measurement {
    private static final Set<Modality> EVERY = EnumSet.allOf(Modality.class);

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
        Dataset test = Dataset.of(training.examples().test(), training.encoder());
        try (Engine onnx = Engines.open("onnx", release, 1);
                Engine dl4j = Engines.open("dl4j", release, 1)) {
            Scores all = Scores.of(onnx::predict, test, Set.of());
            figures.put("accuracy.name", all.of(Head.NAME));
            figures.put("accuracy.mallCategory", all.of(Head.MALL_CATEGORY));
            figures.put("accuracy.image", all.of(Head.IMAGE));
            figures.put("accuracy.together", all.of(Head.FUSED));
            Set<Modality> image = Set.of(Modality.IMAGE);
            figures.put(
                    "accuracy.withoutImage",
                    Scores.of(onnx::predict, test, image).of(Head.FUSED));
            disagreement(onnx.predict(test.all()), dl4j.predict(test.all()));
        }
        figures.put("calibration.temperature", release.calibration().temperature());
        figures.put("products.training", (double) training.examples().training().size());
        figures.put("products.test", (double) test.size());
        figures.put("training.seconds", training.seconds());
        figures.forEach((name, value) -> screen.printf("%-28s %.6g%n", name, value));
        return figures;
    }

    private void disagreement(Predictions left, Predictions right) {
        double largest = 0;
        int other = 0;
        for (Head head : Head.values()) {
            for (int row = 0; row < left.size(); row++) {
                largest = Math.max(largest, distance(left.row(head, row), right.row(head, row)));
                boolean same = Scores.best(left.row(head, row)) == Scores.best(right.row(head, row));
                other += head == Head.FUSED && !same ? 1 : 0;
            }
        }
        figures.put("engines.largestDifference", largest);
        figures.put("engines.otherTopCategory", (double) other);
    }

    private static double distance(float[] left, float[] right) {
        double largest = 0;
        for (int label = 0; label < left.length; label++) {
            largest = Math.max(largest, Math.abs(left[label] - right[label]));
        }
        return largest;
    }

    boolean enginesAgree(double tolerance) {
        boolean agree = figures.getOrDefault("engines.largestDifference", 1.0) <= tolerance
                && figures.getOrDefault("engines.otherTopCategory", 1.0) == 0;
        screen.println(agree ? "engines agree" : "ENGINES DISAGREE: do not release this");
        return agree;
    }

    /** Says of each case what remains without each of its inputs, and what each says alone. */
    boolean namedCasesAreRight(List<NamedCase> cases) {
        Dataset data = Dataset.of(training.examples().named(cases, training), training.encoder());
        boolean right = true;
        try (Engine onnx = Engines.open("onnx", release, 1)) {
            for (int row = 0; row < cases.size(); row++) {
                right &= report(cases.get(row), onnx, data, row);
            }
        }
        return right;
    }

    private boolean report(NamedCase named, Engine engine, Dataset data, int row) {
        boolean right = answer(engine, data, row, Set.of()) == data.labels()[row];
        screen.printf("%s  %s%n", right ? "right" : "WRONG", named.story());
        for (Modality modality : EVERY) {
            Set<Modality> others = EnumSet.complementOf(EnumSet.of(modality));
            screen.printf(
                    "       %-13s  without it: %s;  alone: %s%n",
                    modality,
                    words(data, row, answer(engine, data, row, Set.of(modality))),
                    words(data, row, answer(engine, data, row, others)));
        }
        return right;
    }

    private String words(Dataset data, int row, int label) {
        return label == data.labels()[row]
                ? "right"
                : training.tree().leaf(label).names();
    }

    private static int answer(Engine engine, Dataset data, int row, Set<Modality> missing) {
        Batch one = data.rows(new int[] {row});
        Dataset.drop(one, 0, missing);
        return Scores.best(engine.predict(one).row(Head.FUSED, 0));
    }
}
