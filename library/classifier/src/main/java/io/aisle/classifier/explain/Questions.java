package io.aisle.classifier.explain;

import io.aisle.classifier.Encoder;
import io.aisle.classifier.ModelRelease;
import io.aisle.classifier.engine.Batch;
import io.aisle.classifier.engine.Engine;
import io.aisle.classifier.engine.Predictions;
import io.aisle.contract.Classification.Head;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Asks the serving engine about variants of products. Thread-safe, as the engine is. */
final class Questions {
    /** Others want the engine's workers too, and wait for one no longer than this takes. */
    private static final int BATCH = 8;

    private final ModelRelease release;
    private final Engine engine;
    private final Encoder encoder;

    Questions(ModelRelease release, Engine engine) {
        this.release = release;
        this.engine = engine;
        this.encoder = Encoder.of(release);
    }

    /** Calibrated probabilities of each head by label, in the order of the variants. */
    List<Map<Head, double[]>> ask(List<Variant> variants) {
        List<Map<Head, double[]>> answers = new ArrayList<>();
        for (int from = 0; from < variants.size(); from += BATCH) {
            Batch batch = batch(variants.subList(from, Math.min(variants.size(), from + BATCH)));
            Predictions predictions = engine.predict(batch);
            for (int row = 0; row < batch.size(); row++) {
                answers.add(calibrated(predictions, row));
            }
        }
        return answers;
    }

    /** The inputs of some variants. */
    Batch batch(List<Variant> variants) {
        Batch batch = Batch.empty(variants.size(), encoder.inputs());
        int pixels = batch.inputs().pixels();
        for (int row = 0; row < batch.size(); row++) {
            encoder.encode(variants.get(row).pair(), batch, row);
            int first = row * pixels;
            variants.get(row).grey().stream().forEach(at -> {
                for (int plane = 0; plane < 3; plane++) {
                    batch.images()[first + plane * pixels / 3 + at] = 0;
                }
            });
        }
        return batch;
    }

    private Map<Head, double[]> calibrated(Predictions predictions, int row) {
        Map<Head, double[]> heads = new EnumMap<>(Head.class);
        Arrays.stream(Head.values())
                .forEach(head -> heads.put(head, release.calibration().apply(head, predictions.row(head, row))));
        return heads;
    }
}
