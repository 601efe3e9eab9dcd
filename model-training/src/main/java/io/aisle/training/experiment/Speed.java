package io.aisle.training.experiment;

import io.aisle.classifier.engine.Batch;
import io.aisle.classifier.engine.Engine;
import io.aisle.classifier.engine.Inputs;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * How fast an engine answers when every core asks it for batches at the same time.
 *
 * @param products a second, by the clock: less where others use the machine
 * @param ofOneCore a second of one core's time, whoever else uses the machine
 */
record Speed(double products, double ofOneCore) {
    private static final int BATCH = 8;
    private static final double WARM_UP_SECONDS = 1;
    private static final double SECONDS = 4;

    static Speed of(Engine engine, Inputs inputs) {
        Batch batch = Batch.empty(BATCH, inputs);
        Random random = new Random(1);
        for (int at = 0; at < batch.images().length; at++) {
            batch.images()[at] = 2 * random.nextFloat() - 1;
        }
        run(engine, batch, WARM_UP_SECONDS);
        return run(engine, batch, SECONDS);
    }

    /** The engine computes on the thread that asks. */
    private static Speed run(Engine engine, Batch batch, double seconds) {
        AtomicLong answered = new AtomicLong();
        AtomicLong used = new AtomicLong();
        long start = System.nanoTime();
        int cores = Runtime.getRuntime().availableProcessors();
        Thread[] askers = IntStream.range(0, cores)
                .mapToObj(core -> new Thread(() -> {
                    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
                    long before = clock.getCurrentThreadCpuTime();
                    while (System.nanoTime() - start < seconds * 1e9) {
                        engine.predict(batch);
                        answered.addAndGet(batch.size());
                    }
                    used.addAndGet(clock.getCurrentThreadCpuTime() - before);
                }))
                .peek(Thread::start)
                .toArray(Thread[]::new);
        for (Thread asker : askers) {
            join(asker);
        }
        return new Speed(answered.get() / ((System.nanoTime() - start) / 1e9), answered.get() / (used.get() / 1e9));
    }

    private static void join(Thread asker) {
        try {
            asker.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }
}
