package io.aisle.cli.workplace;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What Ctrl-C does to a command that has started processes: it breaks the command off, and lets it stop them before
 * this JVM ends. Closed when the command has cleaned up.
 */
public final class Interruption implements AutoCloseable {
    /** Long enough for every process to be asked first and ended by force later. */
    private static final long STOP_SECONDS = 120;

    private final Thread command = Thread.currentThread();
    private final CountDownLatch cleanedUp = new CountDownLatch(1);

    private Interruption() {}

    /** Watches over the calling thread from now on. */
    public static Interruption ofThisThread() {
        var interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::interrupt, "interrupt"));
        return interruption;
    }

    private void interrupt() {
        if (cleanedUp.getCount() == 0) {
            return;
        }
        command.interrupt();
        try {
            if (!cleanedUp.await(STOP_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("Not everything could be stopped; run ./aisle down.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        cleanedUp.countDown();
    }
}
