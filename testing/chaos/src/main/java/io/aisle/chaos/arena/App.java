package io.aisle.chaos.arena;

import io.aisle.cli.apps.AppProcess;
import io.aisle.cli.screen.CommandFailed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One app of the stream, over all its processes: it keeps its port, and what it was last started with. Thread-safe.
 */
public final class App {
    private static final Duration START = Duration.ofSeconds(300);

    /** A process that is soon killed would spend half of its processor time on optimising what it never runs again. */
    private static final String NO_OPTIMISER = "-XX:TieredStopAtLevel=1";

    private final String name;
    private final Function<AppProcess.Options, AppProcess> starting;
    private @Nullable AppProcess process;
    private boolean wanted;
    private boolean paused;
    private int restarts;
    private List<String> always = List.of();

    /** @param starting makes a process of it */
    App(String name, Function<AppProcess.Options, AppProcess> starting) {
        this.name = name;
        this.starting = starting;
    }

    public String name() {
        return name;
    }

    /** JVM options of each of its processes, such as a mutant's agent. */
    public synchronized void always(List<String> jvmOptions) {
        always = List.copyOf(jvmOptions);
    }

    /** Starts it as it is meant to be; does not wait. */
    public synchronized void start() {
        start(List.of(), Map.of());
    }

    /**
     * Starts it with something wrong with it; the watchman starts it again without that.
     *
     * @param jvmOptions such as the agent that ends it at a named point
     * @param environment such as a clock that runs ahead
     */
    public synchronized void start(List<String> jvmOptions, Map<String, String> environment) {
        int port = process == null ? 0 : process.address().getPort();
        wanted = true;
        var options = new ArrayList<>(List.of(NO_OPTIMISER));
        options.addAll(always);
        options.addAll(jvmOptions);
        process = starting.apply(new AppProcess.Options(Map.of(), options, environment, port));
    }

    /** Its present process, or the last one it had. */
    public synchronized AppProcess process() {
        if (process == null) {
            throw new IllegalStateException(name() + ": was never started");
        }
        return process;
    }

    /** {@code SIGSTOP}: it stands still, its connections stay open. */
    public synchronized void pause() {
        paused = true;
        process().pause();
    }

    /** {@code SIGCONT}. */
    public synchronized void resume() {
        process().resume();
        paused = false;
    }

    synchronized boolean isPaused() {
        return paused;
    }

    /** Waits until its process is ready for work; one that the watchman starts meanwhile counts. */
    public void awaitReady() throws InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (!process().isReady()) {
            if (System.nanoTime() > deadline) {
                throw new CommandFailed(name() + " is not ready after " + START.toSeconds() + " s", "See its log");
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    /** Ends it in an orderly way; the watchman leaves it alone until it is started again. */
    public void stop() {
        AppProcess last;
        synchronized (this) {
            wanted = false;
            last = process;
        }
        if (last != null) {
            last.close();
        }
    }

    /** Starts it again if it has ended and nobody stopped it. */
    synchronized boolean reviveIfDead() {
        if (!wanted || process == null || process.isAlive()) {
            return false;
        }
        restarts++;
        start();
        return true;
    }

    /** How often it had to be started again. */
    public synchronized int restarts() {
        return restarts;
    }
}
