package io.aisle.training;

import io.aisle.catalogue.NamedCase;
import io.aisle.classifier.Calibration;
import io.aisle.classifier.GoldenSet;
import io.aisle.classifier.Manifest;
import io.aisle.classifier.ModelRelease;
import io.aisle.classifier.engine.Predictions;
import io.aisle.classifier.engine.Tensors;
import io.aisle.classifier.network.BatchNormFolding;
import io.aisle.classifier.onnx.OnnxExporter;
import io.aisle.contract.Classification.Head;
import io.aisle.contract.Codec;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Folds, exports, calibrates, measures and writes. A release whose engines disagree is not written. */
final class Release {
    /** Largest difference between the engines that is rounding and no mistake. */
    private static final double TOLERANCE = 1e-3;

    private static final int GOLDEN = 64;

    private final Training training;
    private final PrintWriter screen;
    private final ComputationGraph folded;

    Release(Training training, PrintWriter screen) {
        this.training = training;
        this.screen = screen;
        this.folded = BatchNormFolding.fold(training.network(), training.shape());
    }

    /** Whether the release was written, and all named cases are right. */
    boolean write(Path directory, List<NamedCase> namedCases) {
        ReleaseFiles files = new ReleaseFiles(directory);
        files.put(ModelRelease.NETWORK, ReleaseFiles.zip(training.network()));
        files.put(ModelRelease.SHAPE, Codec.encode(training.shape()));
        files.put(
                ModelRelease.ONNX, OnnxExporter.export(folded, training.shape().imageSize()));
        files.put(ModelRelease.CATEGORIES, Codec.encode(training.tree()));
        files.put(ModelRelease.RULES, ReleaseFiles.resource("rules.json"));
        files.put(ModelRelease.CALIBRATION, Codec.encode(calibration()));
        files.put(ModelRelease.GOLDEN, Codec.encode(golden()));
        files.put(
                ModelRelease.VOCABULARY, ReleaseFiles.bytes(training.examples().vocabulary()));
        files.write(manifest(files, Map.of()));
        Measurement measurement = new Measurement(ModelRelease.load(directory), training, screen);
        Map<String, Double> figures = measurement.figures();
        files.write(manifest(files, figures));
        return measurement.enginesAgree(TOLERANCE) & measurement.namedCasesAreRight(namedCases);
    }

    private Manifest manifest(ReleaseFiles files, Map<String, Double> figures) {
        return new Manifest(
                Manifest.FORMAT,
                "aisle-sample",
                "1",
                training.command(),
                training.shape().imageSize(),
                training.tree().size(),
                training.shape().vocabularySize(),
                training.encoder().vocabulary(),
                figures,
                files.checksums());
    }

    private Calibration calibration() {
        Dataset validation = Dataset.of(training.examples().validation(), training.encoder());
        Predictions predictions = Tensors.predict(folded, validation.all());
        float[][] fused = IntStream.range(0, validation.size())
                .mapToObj(row -> predictions.row(Head.FUSED, row))
                .toArray(float[][]::new);
        return Calibration.fit(fused, validation.labels());
    }

    private GoldenSet golden() {
        List<Example> examples =
                training.examples().test().stream().limit(GOLDEN).toList();
        Dataset data = Dataset.of(examples, training.encoder());
        Predictions predictions = Tensors.predict(folded, data.all());
        return new GoldenSet(
                TOLERANCE,
                IntStream.range(0, data.size())
                        .mapToObj(row -> goldenCase(examples.get(row), predictions, row))
                        .toList());
    }

    private GoldenSet.Case goldenCase(Example example, Predictions predictions, int row) {
        Map<Head, float[]> heads = new EnumMap<>(Head.class);
        for (Head head : Head.values()) {
            heads.put(head, predictions.row(head, row));
        }
        int label = Scores.best(predictions.row(Head.FUSED, row));
        return new GoldenSet.Case(example.pair(), training.tree().leaf(label).id(), heads);
    }
}
