package io.aisle.classify.models;

import io.aisle.classifier.ModelRelease;
import io.aisle.classifier.Pair;
import io.aisle.classifier.Result;
import io.aisle.classifier.engine.BatchPolicy;
import io.aisle.classifier.engine.InferenceFailed;
import io.aisle.classifier.registry.ModelRegistry;
import io.aisle.classifier.registry.Serving;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The models that answer in this app. Another lineup takes over in one step, between two batches; a model that is in it
 * no more is closed after its last batch. Thread-safe.
 */
public final class ServingModels implements AutoCloseable {
    private final Meters meters;
    private final AtomicInteger computing = new AtomicInteger();
    private final Shadow shadow;
    private final @Nullable RegistryWatch watch;
    private volatile Lineup lineup; // written by the watch alone
    private volatile List<Refusal> refusals;

    private ServingModels(
            Succession.Step first,
            Meters meters,
            Optional<Succession> registry,
            Optional<Serving> serving,
            Duration look) {
        this.meters = meters;
        this.lineup = first.lineup();
        this.refusals = first.refusals();
        this.shadow = new Shadow(() -> lineup, () -> computing.get() > 0, meters);
        this.watch = registry.map(succession -> new RegistryWatch(succession, serving, this, look))
                .orElse(null);
    }

    /**
     * Loads and warms what answers first, and watches the registry from then on.
     *
     * @param own the release that answers when there is no registry, or nothing was promoted in it yet
     * @param registry its directory, which need not be there yet; null for none
     * @param look how often its {@code serving.json} is looked at
     * @throws io.aisle.classifier.ModelUnusable when no release can answer
     */
    public static ServingModels open(
            EngineOpener engines,
            MeterRegistry meters,
            Supplier<ModelRelease> own,
            @Nullable Path registry,
            Duration look) {
        Meters counted = new Meters(meters);
        Loader loader = new Loader(engines, meters);
        Optional<Succession> succession =
                Optional.ofNullable(registry).map(root -> new Succession(new ModelRegistry(root), loader, counted));
        Optional<Serving> serving = succession.flatMap(some -> some.registry().serving());
        Succession.Step first = succession
                .flatMap(some -> serving.map(some::first))
                .orElseGet(() -> new Succession.Step(Lineup.of(loader.load(null, own.get())), List.of()));
        return new ServingModels(first, counted, succession, serving, look);
    }

    /** The release that answers everything the canary does not, as of now. */
    public ServedModel stable() {
        return lineup.stable();
    }

    /** What the stable release's engine wants, as of now. */
    public BatchPolicy policy() {
        return stable().policy();
    }

    /**
     * Answers in the order of the pairs, each by one release: {@link Result.Classified} names it.
     *
     * @throws InferenceFailed when the engine fails, for all of them
     */
    public List<Result> classify(List<Pair> pairs) {
        computing.incrementAndGet();
        try {
            while (true) {
                Lineup now = lineup;
                Optional<List<Result>> results = now.classify(pairs, meters);
                if (results.isPresent()) {
                    return results.get();
                }
                if (now == lineup) {
                    throw new InferenceFailed("models: are closed", null);
                }
            }
        } finally {
            computing.decrementAndGet();
        }
    }

    /** Said of each answer that is on its way, for the shadow to be compared with; returns at once, and never fails. */
    public void answered(Pair pair, byte[] classification) {
        shadow.offer(pair, classification);
    }

    /** Reads the registry now, tries again what was refused, and returns when that is done. Blocking, for seconds. */
    public void reread() {
        if (watch != null) {
            watch.lookNow();
        }
    }

    Lineup lineup() {
        return lineup;
    }

    /** What could not be done of what the registry says now. */
    List<Refusal> refusals() {
        return refusals;
    }

    void refuse(Refusal refusal) {
        refusals = List.of(refusal);
    }

    /** The switch. Blocks while models that are done end their last batch. */
    void take(Succession.Step step) {
        Lineup before = lineup;
        lineup = step.lineup();
        refusals = step.refusals();
        before.places().values().stream()
                .map(Lineup.Place::model)
                .distinct()
                .filter(model -> !step.lineup().holds(model))
                .forEach(ServedModel::close);
    }

    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
        shadow.close();
        lineup.places().values().stream().map(Lineup.Place::model).distinct().forEach(ServedModel::close);
    }
}
