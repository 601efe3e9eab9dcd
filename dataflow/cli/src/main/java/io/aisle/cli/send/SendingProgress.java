package io.aisle.cli.send;

import io.aisle.cli.screen.Screen;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A line every other second while sending goes on, and the summary after it. */
public final class SendingProgress implements AutoCloseable {
    private final Screen screen;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
    });

    public SendingProgress(Screen screen) {
        this.screen = screen;
    }

    /** Starts to report. */
    public void follow(Sending sending) {
        clock.scheduleAtFixedRate(() -> screen.say(line(sending)), 2, 2, TimeUnit.SECONDS);
    }

    /** Totals, and the first lines that were refused. */
    public static void summary(Screen screen, Sending sent) {
        screen.say(line(sent));
        sent.failures().forEach(failure -> screen.say("  " + failure));
        long more = sent.rejected() - sent.failures().size();
        if (more > 0) {
            screen.say("  and %,d more refused lines; the ledger names them all", more);
        }
        if (sent.unanswered() > 0) {
            screen.say("%,d lines were given up: the source took none for too long", sent.unanswered());
        }
    }

    private static String line(Sending sent) {
        return String.format(
                java.util.Locale.ROOT,
                "sent %,d lines: %,d accepted, %,d refused, %,d sent again; %,.0f accepted/s",
                sent.lines(),
                sent.accepted(),
                sent.rejected(),
                sent.repeated(),
                sent.rate());
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
