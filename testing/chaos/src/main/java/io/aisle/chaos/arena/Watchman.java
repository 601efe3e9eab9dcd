package io.aisle.chaos.arena;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Does what a platform does: starts an app again when its process has ended, and ends one that says for a while that it
 * is not alive. Paused processes are left alone.
 */
final class Watchman implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration ASK = Duration.ofSeconds(5);
    /** Kubernetes' default failure threshold of a liveness probe. */
    private static final int STRIKES = 3;

    private final Collection<App> apps;
    private final Consumer<String> said;
    private final Map<String, Integer> strikes = new HashMap<>();
    private final Thread thread = new Thread(this::watch, "watchman");
    private volatile boolean asking;

    Watchman(Collection<App> apps, Consumer<String> said) {
        this.apps = apps;
        this.said = said;
        thread.setDaemon(true);
        thread.start();
    }

    /** From now on liveness counts too: all have started. */
    void asksForLiveness() {
        asking = true;
    }

    private void watch() {
        long asked = System.nanoTime();
        try {
            while (!Thread.currentThread().isInterrupted()) {
                for (App app : apps) {
                    if (app.reviveIfDead()) {
                        said.accept(app.name() + " had ended: started again");
                    }
                }
                if (asking && System.nanoTime() - asked > ASK.toNanos()) {
                    asked = System.nanoTime();
                    askAll();
                }
                TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void askAll() throws InterruptedException {
        for (App app : apps) {
            boolean fine =
                    app.isPaused() || !app.process().isReady() || app.process().isLive();
            int count = fine ? 0 : strikes.getOrDefault(app.name(), 0) + 1;
            strikes.put(app.name(), count % STRIKES);
            if (count == STRIKES) {
                said.accept(app.name() + " says it is not alive: killed");
                app.process().kill();
            }
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
