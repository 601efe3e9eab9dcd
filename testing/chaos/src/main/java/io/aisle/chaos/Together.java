package io.aisle.chaos;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Parts of a command that run at the same time and end together: what breaks one off breaks off all. */
final class Together {
    private Together() {}

    /** One of them. */
    interface Part {
        void run() throws InterruptedException;
    }

    /**
     * Runs them, each on a thread of its own, and returns when all have ended and cleaned up.
     *
     * @throws InterruptedException when this thread or a part was interrupted
     * @throws RuntimeException what the first part that failed threw; the others were interrupted
     */
    static void run(List<Part> parts) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(parts.size());
        try {
            var ended = new ExecutorCompletionService<Void>(threads);
            parts.forEach(part -> ended.submit(() -> {
                part.run();
                return null;
            }));
            for (int open = parts.size(); open > 0; open--) {
                ended.take().get();
            }
        } catch (ExecutionException e) {
            throw asThrown(e.getCause());
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

    /** However often this thread is interrupted: processes must not be left behind. */
    private static void awaitEnd(ExecutorService threads) {
        boolean interrupted = false;
        while (!threads.isTerminated()) {
            try {
                threads.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
