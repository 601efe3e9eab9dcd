package io.aisle.classify.models;

import io.aisle.classifier.ModelRelease;
import io.aisle.classifier.engine.Batch;
import io.aisle.classifier.engine.BatchPolicy;
import io.aisle.classifier.engine.Engine;
import io.aisle.classifier.engine.EngineInfo;
import io.aisle.classifier.engine.Engines;
import io.aisle.classifier.engine.InferenceFailed;
import io.aisle.classifier.engine.Predictions;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/** ONNX Runtime, held and broken as a test wants it; it never answers when it is closed, and never waits when it is. */
final class WatchedEngine implements Engine {
    final String version;
    final Semaphore gate = new Semaphore(1_000_000);
    private final Engine sound;
    volatile boolean broken;
    volatile boolean closed;
    volatile int working;
    volatile boolean closedWhileWorking;

    WatchedEngine(ModelRelease release) {
        version = release.manifest().version();
        sound = Engines.open("onnx", release, 1);
    }

    @Override
    public EngineInfo info() {
        return sound.info();
    }

    @Override
    public BatchPolicy batchPolicy() {
        return new BatchPolicy(4, Duration.ofMillis(2), 1);
    }

    @Override
    public void warmUp() {}

    @Override
    public synchronized Predictions predict(Batch batch) {
        working++;
        try {
            gate.acquireUninterruptibly();
            if (broken || closed) {
                throw new InferenceFailed("onnx: is " + (closed ? "closed" : "broken"), null);
            }
            return sound.predict(batch);
        } finally {
            working--;
        }
    }

    /** From now on every batch waits. */
    void hold() {
        gate.drainPermits();
    }

    void release() {
        gate.release(1_000_000);
    }

    @Override
    public void close() {
        closedWhileWorking |= working > 0;
        closed = true;
        sound.close();
    }
}
