package io.aisle.classify.models;

import io.aisle.classifier.Classifier;
import io.aisle.classifier.GoldenSet;
import io.aisle.classifier.ModelRelease;
import io.aisle.classifier.Pair;
import io.aisle.classifier.Result;
import io.aisle.classifier.engine.BatchPolicy;
import io.aisle.classifier.engine.Engine;
import io.aisle.classifier.registry.ReleaseId;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A release that has passed every examination and is warm. It stays open while anybody uses it. Thread-safe.
 */
public final class ServedModel {
    private static final Logger log = LoggerFactory.getLogger(ServedModel.class);
    /** A batch takes milliseconds; one that takes this long is lost in native code, and its engine with it. */
    private static final Duration LONGEST_USE = Duration.ofSeconds(30);

    private final @Nullable ReleaseId id;
    private final ModelRelease release;
    private final Engine engine;
    private final Classifier classifier;
    private final Door door;
    private final GoldenSet.Exam exam;
    private final Drift drift;
    private final Agreement agreement = new Agreement();
    private final ReadWriteLock use = new ReentrantReadWriteLock();
    private boolean closed;

    ServedModel(
            @Nullable ReleaseId id,
            ModelRelease release,
            Engine engine,
            Door door,
            GoldenSet.Exam exam,
            MeterRegistry meters) {
        this.id = id;
        this.release = release;
        this.engine = engine;
        this.classifier = Classifier.load(release, engine);
        this.door = door;
        this.exam = exam;
        this.drift = new Drift(name(), meters);
    }

    /** Its place in the registry; null for the release that the app was configured with. */
    @Nullable
    ReleaseId id() {
        return id;
    }

    /** Name and version, such as {@code fashion/3}: what its answers say of who gave them. */
    public String name() {
        return release.manifest().name() + "/" + release.manifest().version();
    }

    /** The release with all its files. */
    public ModelRelease release() {
        return release;
    }

    /** What computes it. */
    public Engine engine() {
        return engine;
    }

    BatchPolicy policy() {
        return engine.batchPolicy();
    }

    GoldenSet.Exam exam() {
        return exam;
    }

    Drift drift() {
        return drift;
    }

    Agreement agreement() {
        return agreement;
    }

    /**
     * Answers in the order of the pairs, made for whatever release.
     *
     * @return empty when it was closed before the call; another model answers then
     */
    public Optional<List<Result>> classify(List<Pair> pairs) {
        return using(classifier ->
                classifier.classify(pairs.stream().map(door::through).toList()));
    }

    /**
     * Work with the classifier that is not interrupted by its closing. The pairs must be made for this release.
     *
     * @return empty when it was closed before the call
     */
    public <T> Optional<T> using(Function<Classifier, T> work) {
        if (!use.readLock().tryLock()) {
            return Optional.empty();
        }
        try {
            return closed ? Optional.empty() : Optional.of(work.apply(classifier));
        } finally {
            use.readLock().unlock();
        }
    }

    /** Closes the engine after the last batch in flight. */
    void close() {
        drift.close();
        try {
            if (use.writeLock().tryLock(LONGEST_USE.toSeconds(), TimeUnit.SECONDS)) {
                try {
                    closed = true;
                    engine.close();
                } finally {
                    use.writeLock().unlock();
                }
            } else {
                log.warn("models: {} is still in use after {}, its memory is not freed", name(), LONGEST_USE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
