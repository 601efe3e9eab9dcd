package io.aisle.classifier;

import io.aisle.classifier.engine.Batch;
import io.aisle.classifier.engine.Engine;
import io.aisle.classifier.engine.Predictions;
import io.aisle.contract.Classification.Head;
import io.aisle.contract.Classification.ModelStamp;
import io.aisle.contract.ContractViolation;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Pairs in, classifications out. Blocking: call it on a bounded scheduler. Thread-safe, as its engine is; the engine
 * belongs to the caller, who closes it.
 */
public final class Classifier {
    private final Engine engine;
    private final Encoder encoder;
    private final ModelStamp stamp;
    private final Answer answer;
    private final Clock clock;

    private Classifier(ModelRelease release, Engine engine, Clock clock) {
        Manifest manifest = release.manifest();
        this.engine = engine;
        this.encoder = Encoder.of(release);
        this.stamp = new ModelStamp(
                manifest.name(),
                manifest.version(),
                engine.info().engine(),
                engine.info().precision());
        this.answer = new Answer(release, stamp);
        this.clock = clock;
    }

    /** A classifier of this release, computed by an engine opened for the same release. */
    public static Classifier load(ModelRelease release, Engine engine) {
        return load(release, engine, Clock.systemUTC());
    }

    static Classifier load(ModelRelease release, Engine engine, Clock clock) {
        return new Classifier(release, engine, clock);
    }

    /** Who answers. */
    public ModelStamp stamp() {
        return stamp;
    }

    /** What computes the answers; its batch policy says how many pairs to bring. */
    public Engine engine() {
        return engine;
    }

    /**
     * Answers in the order of the pairs. A pair that breaks the contract is refused by itself; the others are answered
     * as if it were not there.
     *
     * @throws io.aisle.classifier.engine.InferenceFailed when the engine fails, for all of them
     */
    public List<Result> classify(List<Pair> pairs) {
        if (pairs.isEmpty()) {
            return List.of();
        }
        Batch batch = Batch.empty(pairs.size(), encoder.inputs());
        // A refused pair leaves its row empty: rare, and cheaper than moving its neighbours.
        List<Optional<Result>> refusals = IntStream.range(0, pairs.size())
                .mapToObj(row -> refusal(pairs.get(row), batch, row))
                .toList();
        Predictions predictions = engine.predict(batch);
        return IntStream.range(0, pairs.size())
                .mapToObj(row -> refusals.get(row).orElseGet(() -> answer(pairs.get(row), predictions, row)))
                .toList();
    }

    private Optional<Result> refusal(Pair pair, Batch batch, int row) {
        try {
            encoder.encode(pair, batch, row);
            return Optional.empty();
        } catch (ContractViolation violation) {
            return Optional.of(new Result.Refused(pair.key(), violation));
        }
    }

    private Result answer(Pair pair, Predictions predictions, int row) {
        Map<Head, float[]> heads = new EnumMap<>(Head.class);
        for (Head head : Head.values()) {
            heads.put(head, predictions.row(head, row));
        }
        return new Result.Classified(answer.of(pair, heads, clock.instant()));
    }
}
