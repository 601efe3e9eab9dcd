package io.aisle.platform;

import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs steps beside each other, each on a thread of its own. */
public final class Together {
    private Together() {}

    /** One of them. */
    public interface Step {
        void run() throws InterruptedException;
    }

    /** {@link #interruptibly}, for those who have no answer to an interruption: it stays set, and they fail. */
    static void run(List<Step> steps) {
        try {
            interruptibly(steps);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new PlatformFailure("Interrupted", interrupted);
        }
    }

    /**
     * Returns when all have ended. The first failure interrupts the others, and is thrown when they have cleaned up.
     *
     * @throws InterruptedException when this thread or a step was interrupted; no step runs any more then
     */
    public static void interruptibly(List<Step> steps) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, steps.size()));
        try {
            CompletionService<Void> running = new ExecutorCompletionService<>(threads);
            steps.forEach(step -> running.submit(() -> {
                step.run();
                return null;
            }));
            for (int done = 0; done < steps.size(); done++) {
                running.take().get();
            }
        } catch (ExecutionException failure) {
            throw asThrown(failure.getCause());
        } finally {
            threads.shutdownNow();
            awaitEnd(threads);
        }
    }

    private static RuntimeException asThrown(@Nullable Throwable cause) throws InterruptedException {
        if (cause instanceof InterruptedException interrupted) {
            throw interrupted;
        }
        return cause instanceof RuntimeException failed ? failed : new IllegalStateException(cause);
    }

    /** However often this thread is interrupted: what a step started must not be left behind. */
    private static void awaitEnd(ExecutorService threads) {
        boolean interrupted = false;
        while (!threads.isTerminated()) {
            try {
                threads.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
