package io.aisle.training.measure;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Says now and then how far a long measurement is. Not thread-safe. */
public final class Progress {
    private static final long PAUSE = Duration.ofSeconds(10).toNanos();

    private final PrintWriter screen;
    private final long start = System.nanoTime();
    private long last = start;

    public Progress(PrintWriter screen) {
        this.screen = screen;
    }

    /** So many products were asked about until now. */
    public void asked(int products) {
        long now = System.nanoTime();
        if (now - last >= PAUSE) {
            last = now;
            screen.printf(Locale.ROOT, "  %,10d products asked about in %,.0f s%n", products, (now - start) / 1e9);
            screen.flush();
        }
    }
}
