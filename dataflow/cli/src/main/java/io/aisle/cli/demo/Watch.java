package io.aisle.cli.demo;

import io.aisle.cli.account.MongoStore;
import io.aisle.cli.account.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads the store again and again, shows what is new, and notes when the first and the last category stood there. */
final class Watch implements AutoCloseable {
    private static final long POLL_MILLIS = 200;

    private final MongoStore store;
    private final ResultTable table;
    private final Thread reader = new Thread(this::read, "results");
    private volatile boolean open = true;
    private volatile @Nullable Instant first;
    private volatile @Nullable Instant last;
    private int seen;

    Watch(MongoStore store, ResultTable table) {
        this.store = store;
        this.table = table;
        reader.setDaemon(true);
    }

    void start() {
        table.headings();
        reader.start();
    }

    /** Time from {@code start} to the first category; null when there was none. */
    @Nullable
    Duration first(Instant start) {
        return first == null ? null : Duration.between(start, first);
    }

    /** Time from {@code start} to the newest category; null when there was none. */
    @Nullable
    Duration last(Instant start) {
        return last == null ? null : Duration.between(start, last);
    }

    private void read() {
        try {
            while (open) {
                long start = System.nanoTime();
                look();
                TimeUnit.NANOSECONDS.sleep(Math.max(POLL_MILLIS * 1_000_000, 4 * (System.nanoTime() - start)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // The accounting reads the same store next, and says what is wrong with it.
            open = false;
        }
    }

    private synchronized void look() {
        List<Result> results = store.results();
        table.add(results);
        int now = table.seen().size();
        if (now > seen && results.stream().anyMatch(result -> !result.isTombstone())) {
            last = Instant.now();
            first = first == null ? last : first;
        }
        seen = now;
    }

    /** Looks a last time, shows everything, and stops. */
    @Override
    public void close() {
        open = false;
        reader.interrupt();
        try {
            reader.join();
            look();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            table.release();
        }
    }
}
