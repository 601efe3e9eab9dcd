package io.aisle.training.release;

import io.aisle.classifier.Calibration;
import io.aisle.classifier.GoldenSet;
import io.aisle.classifier.Manifest;
import io.aisle.classifier.ModelRelease;
import io.aisle.classifier.Pair;
import io.aisle.classifier.engine.Batch;
import io.aisle.classifier.engine.Predictions;
import io.aisle.classifier.engine.Tensors;
import io.aisle.classifier.onnx.OnnxExporter;
import io.aisle.contract.Classification.Head;
import io.aisle.contract.Codec;
import io.aisle.features.text.ProductAnalyzer;
import io.aisle.training.data.Evenly;
import io.aisle.training.data.Split.Part;
import io.aisle.training.learn.Answers;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Exports, calibrates, measures and writes. */
public final class Release {
    /** Largest difference between the engines that is rounding and no mistake. */
    private static final double TOLERANCE = 1e-3;

    /** Enough to fit one number by. */
    private static final int MOST_CALIBRATION = 5_000;

    private final Training training;
    private final Samples samples;
    private final PrintWriter screen;
    private final Instant created = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    /** @param samples to calibrate, measure and prove it with */
    public Release(Training training, Samples samples, PrintWriter screen) {
        this.training = training;
        this.samples = samples;
        this.screen = screen;
    }

    /**
     * Writes the release; whether its engines agree.
     *
     * @param rules the rules in their JSON file
     */
    public boolean write(Path directory, byte[] rules) {
        ReleaseFiles files = new ReleaseFiles(directory);
        files.put(ModelRelease.NETWORK, ReleaseFiles.zip(training.whole()));
        files.put(ModelRelease.SHAPE, Codec.encode(training.shape()));
        files.put(
                ModelRelease.ONNX,
                OnnxExporter.export(training.folded(), training.encoder().inputs()));
        files.put(ModelRelease.CATEGORIES, Codec.encode(training.tree()));
        files.put(ModelRelease.RULES, rules);
        files.put(ModelRelease.CALIBRATION, Codec.encode(calibration()));
        files.put(ModelRelease.GOLDEN, Codec.encode(goldenSet()));
        files.put(ModelRelease.CURVE, Codec.encode(training.trained().curve()));
        files.put(ModelRelease.VOCABULARY, ReleaseFiles.bytes(training.vocabulary()));
        files.write(manifest(files, Map.of()));
        Map<String, Double> figures = new TreeMap<>(int8(files, ModelRelease.load(directory)));
        files.write(manifest(files, figures));
        Measurement measurement = new Measurement(ModelRelease.load(directory), training, screen);
        figures.putAll(measurement.figures());
        files.write(manifest(files, figures));
        return measurement.enginesAgree();
    }

    /** Adds the network in 8 bits if its answers are good enough; the figures say so either way. */
    private Map<String, Double> int8(ReleaseFiles files, ModelRelease written) {
        Int8Network int8 = Int8Network.of(training.folded(), written, samples);
        Optional<String> refusal = Int8Acceptance.refusal(int8.outcome());
        if (refusal.isEmpty()) {
            files.put(ModelRelease.ONNX_INT8, int8.model());
        }
        screen.println(refusal.map(reason -> "without INT8: " + reason).orElse("with INT8 (engine onnx-int8)"));
        Map<String, Double> figures = Int8Acceptance.figures(int8.outcome());
        figures.forEach((name, value) -> screen.printf("  %-28s %.6g%n", name, value));
        return figures;
    }

    private Manifest manifest(ReleaseFiles files, Map<String, Double> figures) {
        return new Manifest(
                Manifest.FORMAT,
                training.name(),
                "1",
                training.command(),
                created,
                training.shape().image().size(),
                training.tree().size(),
                training.shape().text().vocabularySize(),
                training.vocabulary().sha256(),
                ProductAnalyzer.dictionary(),
                figures,
                files.checksums());
    }

    private Calibration calibration() {
        int[] some = Evenly.of(training.data().of(Part.VALIDATION), MOST_CALIBRATION);
        Map<Head, Double> temperatures = new EnumMap<>(Head.class);
        if (some.length == 0) {
            List.of(Head.values()).forEach(head -> temperatures.put(head, 1.0));
            return new Calibration(temperatures);
        }
        Answers answers = Answers.of(training.trained().network(), training.data(), some, Set.of());
        for (Head head : Head.values()) {
            int[] able = answers.able(head);
            float[][] rows = IntStream.of(able)
                    .mapToObj(at -> answers.predictions().row(head, at))
                    .toArray(float[][]::new);
            int[] labels = IntStream.of(able)
                    .map(at -> training.data().labels()[some[at]])
                    .toArray();
            temperatures.put(head, Calibration.fit(rows, labels));
        }
        return new Calibration(temperatures);
    }

    private GoldenSet goldenSet() {
        List<Pair> golden = samples.golden();
        Batch batch = training.encoder().encode(golden);
        Predictions predictions = Tensors.predict(training.folded(), batch);
        return new GoldenSet(
                TOLERANCE,
                IntStream.range(0, golden.size())
                        .mapToObj(row -> goldenCase(golden.get(row), predictions, row))
                        .toList());
    }

    private GoldenSet.Case goldenCase(Pair pair, Predictions predictions, int row) {
        Map<Head, float[]> heads = new EnumMap<>(Head.class);
        for (Head head : Head.values()) {
            heads.put(head, predictions.row(head, row));
        }
        int label = Answers.best(predictions.row(Head.FUSED, row));
        return new GoldenSet.Case(pair, training.tree().leaf(label).id(), heads);
    }
}
