package io.aisle.classify.models;

import io.aisle.classifier.GoldenSet;
import io.aisle.classifier.ModelRelease;
import io.aisle.classifier.ModelUnusable;
import io.aisle.classifier.engine.Engine;
import io.aisle.classifier.registry.ModelRegistry;
import io.aisle.classifier.registry.ReleaseId;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a release to where it can answer: checksums, vocabulary, golden answers, warm code. Whatever fails there, the
 * release is not used at all.
 *
 * @param engines opens the engine
 * @param meters for what its answers say
 */
record Loader(EngineOpener engines, MeterRegistry meters) {
    private static final Logger log = LoggerFactory.getLogger(Loader.class);

    /** @throws ModelUnusable with the reason, whatever failed */
    ServedModel load(ModelRegistry registry, ReleaseId id) {
        try {
            ModelRelease release = registry.load(id);
            String own = release.manifest().name() + "/" + release.manifest().version();
            if (!own.equals(id.toString())) {
                throw new ModelUnusable(
                        "release " + id + ": its manifest says " + own + ", and so would all its answers");
            }
            return load(id, release);
        } catch (ModelUnusable e) {
            throw e;
        } catch (RuntimeException | LinkageError e) { // native libraries and broken files fail in every way
            throw new ModelUnusable("release " + id + ": " + e.getMessage(), e);
        }
    }

    /** @param id its place in the registry, if it comes from there */
    ServedModel load(@Nullable ReleaseId id, ModelRelease release) {
        long start = System.nanoTime();
        Door door = Door.of(release);
        Engine engine = engines.open(release);
        try {
            GoldenSet.Exam exam =
                    GoldenSet.parse(release.file(ModelRelease.GOLDEN)).examine(release, engine);
            engine.warmUp();
            ServedModel model = new ServedModel(id, release, engine, door, exam, meters);
            log.info(
                    "models: {} is ready after {} ms on {} ({}): {}",
                    model.name(),
                    Duration.ofNanos(System.nanoTime() - start).toMillis(),
                    engine.info().engine(),
                    engine.info().device(),
                    exam);
            return model;
        } catch (RuntimeException | LinkageError e) {
            engine.close();
            throw e;
        }
    }
}
