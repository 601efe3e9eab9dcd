package io.aisle.platform;

import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Runs steps beside each other. */
final class Together {

    private Together() {}

    /** Returns when all are done; the first failure interrupts the others and is thrown. */
    static void run(List<Runnable> steps) {
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, steps.size()));
        try {
            CompletionService<Void> running = new ExecutorCompletionService<>(threads);
            steps.forEach(step -> running.submit(step, null));
            for (int done = 0; done < steps.size(); done++) {
                running.take().get();
            }
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new PlatformFailure("Interrupted", interrupted);
        } finally {
            threads.shutdownNow();
        }
    }
}
