package io.aisle.classifier.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Hands each batch to a free worker; a worker sees one thread at a time. */
final class PooledEngine implements Engine {
    /** A batch in flight takes milliseconds; one that takes this long is stuck in native code. */
    private static final long CLOSE_SECONDS = 30;
    /** How often one who waits for a worker looks whether the engine is still open. */
    private static final long LOOK_MILLIS = 500;

    /** Computes on one core; not thread-safe. */
    interface Worker {
        Predictions predict(Batch batch);

        void close();
    }

    private final EngineInfo info;
    private final Inputs inputs;
    private final List<Worker> workers = new ArrayList<>();
    private final BlockingQueue<Worker> free = new LinkedBlockingQueue<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile BatchPolicy policy;

    PooledEngine(EngineInfo info, Inputs inputs, int size, Supplier<Worker> factory) {
        this.info = info;
        this.inputs = inputs;
        this.policy = PolicyChoice.cautious(size);
        try {
            for (int worker = 0; worker < size; worker++) {
                workers.add(factory.get());
            }
        } catch (RuntimeException | LinkageError e) {
            workers.forEach(Worker::close);
            throw e;
        }
        free.addAll(workers);
    }

    @Override
    public EngineInfo info() {
        return info;
    }

    @Override
    public BatchPolicy batchPolicy() {
        return policy;
    }

    @Override
    public void warmUp() {
        workers.forEach(worker -> predict(Batch.empty(1, inputs)));
        policy = PolicyChoice.measured(this, inputs, workers.size());
    }

    @Override
    public Predictions predict(Batch batch) {
        Worker worker = take();
        try {
            return worker.predict(batch);
        } finally {
            free.add(worker);
        }
    }

    private Worker take() {
        if (closed.get()) {
            throw new InferenceFailed(info.engine() + ": is closed", null);
        }
        try {
            Worker worker = free.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            while (worker == null) {
                if (closed.get()) { // meanwhile: nobody will give one back
                    throw new InferenceFailed(info.engine() + ": is closed", null);
                }
                worker = free.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            }
            return worker;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InferenceFailed(info.engine() + ": interrupted while waiting for a worker", e);
        }
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        for (int left = workers.size(); left > 0; left--) {
            closeNextFree();
        }
    }

    private void closeNextFree() {
        try {
            Worker worker = free.poll(CLOSE_SECONDS, TimeUnit.SECONDS);
            if (worker != null) {
                worker.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
