package io.aisle.training.measure;

import io.aisle.classifier.Encoder;
import io.aisle.classifier.ModelRelease;
import io.aisle.classifier.Pair;
import io.aisle.classifier.Rules;
import io.aisle.classifier.Verdict;
import io.aisle.classifier.engine.Batch;
import io.aisle.classifier.engine.Engine;
import io.aisle.classifier.engine.Predictions;
import io.aisle.contract.Classification.Head;
import io.aisle.contract.Product;
import java.util.List;
import java.util.Map;

/** A release and its engine, asked as serving asks them, under rules that need not be its own. Thread-safe. */
final class Answerer {
    private final ModelRelease release;
    private final Engine engine;
    private final Rules rules;
    private final Encoder encoder;
    private final Map<String, Integer> labels;

    Answerer(ModelRelease release, Engine engine, Rules rules) {
        this.release = release;
        this.engine = engine;
        this.rules = rules;
        this.encoder = Encoder.of(release);
        this.labels = release.categories().labels();
    }

    Predictions predict(List<Pair> pairs) {
        Batch batch = Batch.empty(pairs.size(), encoder.inputs());
        for (int row = 0; row < pairs.size(); row++) {
            encoder.encode(pairs.get(row), batch, row);
        }
        return engine.predict(batch);
    }

    double[] calibrated(Head head, Predictions predictions, int row) {
        return release.calibration().apply(head, predictions.row(head, row));
    }

    Verdict verdict(Product product, Predictions predictions, int row) {
        return Verdict.of(release.categories(), rules, product, calibrated(Head.FUSED, predictions, row));
    }

    /** The verdict's probabilities by label; 0 for what the rules struck out. */
    @SuppressWarnings("NullAway") // the verdict's leaves are the tree's
    double[] byLabel(Verdict verdict) {
        double[] probabilities = new double[labels.size()];
        verdict.ranked()
                .forEach(leaf -> probabilities[labels.get(leaf.category().id())] = leaf.probability());
        return probabilities;
    }
}
