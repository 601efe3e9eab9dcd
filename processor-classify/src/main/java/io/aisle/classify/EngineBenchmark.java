package io.aisle.classify;

import io.aisle.classifier.ModelRelease;
import io.aisle.classifier.engine.Batch;
import io.aisle.classifier.engine.Engine;
import io.aisle.classifier.engine.Engines;
import io.aisle.classifier.engine.Inputs;
import io.aisle.contract.Codec;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * The engine by itself, with tensors ready: the ceiling of what this app can do on this machine. Prints one line of
 * JSON. Started from the app's own jar, so that it measures what is deployed.
 */
public final class EngineBenchmark {
    private EngineBenchmark() {}

    /** {@code --engine=onnx --seconds=10} */
    public static void main(String[] arguments) throws InterruptedException {
        ModelRelease release = ModelRelease.fromClasspath();
        try (Engine engine = Engines.open(option(arguments, "engine", "onnx"), release)) {
            engine.warmUp();
            double rate = measure(
                    engine, release.inputs(), Duration.ofSeconds(Long.parseLong(option(arguments, "seconds", "10"))));
            System.out.println(new String(
                    Codec.encode(Map.of(
                            "engine",
                            engine.info().engine(),
                            "precision",
                            engine.info().precision(),
                            "inputSize",
                            release.inputs().imageSize(),
                            "productsPerSecond",
                            rate)),
                    java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    /** Products per second with as many callers as the engine's policy asks for, each with full batches. */
    private static double measure(Engine engine, Inputs inputs, Duration time) throws InterruptedException {
        var policy = engine.batchPolicy();
        Batch batch = noise(policy.maxSize(), inputs);
        AtomicLong products = new AtomicLong();
        long start = System.nanoTime();
        long end = start + time.toNanos();
        var callers = IntStream.range(0, policy.concurrency())
                .mapToObj(i -> new Thread(() -> {
                    while (System.nanoTime() < end) {
                        engine.predict(batch);
                        products.addAndGet(batch.size());
                    }
                }))
                .toList();
        callers.forEach(Thread::start);
        for (Thread caller : callers) {
            caller.join();
        }
        return products.get() / ((System.nanoTime() - start) / 1e9);
    }

    private static Batch noise(int size, Inputs inputs) {
        SplittableRandom random = new SplittableRandom(1);
        Batch batch = Batch.empty(size, inputs);
        for (int i = 0; i < batch.ids().length; i++) {
            batch.ids()[i] = random.nextInt(1, 100);
        }
        for (int i = 0; i < batch.images().length; i++) {
            batch.images()[i] = (float) random.nextDouble(-1, 1);
        }
        return batch;
    }

    private static String option(String[] arguments, String name, String standard) {
        String prefix = "--" + name + "=";
        for (String argument : arguments) {
            if (argument.startsWith(prefix)) {
                return argument.substring(prefix.length());
            }
        }
        return standard;
    }
}
