package io.aisle.chaos.arena;

import io.aisle.cli.account.LegacyStore;
import io.aisle.cli.account.MongoStore;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A running stream: where products go in, and where what became of them is read. */
public interface Deployment extends AutoCloseable {
    /** Base address of the source. */
    URI source();

    /** The first sink, past any proxy. */
    MongoStore mongo();

    /** The second sink; null when there is none. */
    @Nullable
    LegacyStore legacy();

    /** Messages in the broker that are not acknowledged, by queue; queues that are empty are left out. */
    Map<String, Long> underWay();

    /** Empties both stores. */
    void wipe();

    /** Milliseconds from accepted to classified, of every answer that stands. */
    long[] latencies();

    /** How often an app had to be started again so far. */
    int restarts();

    /** Resident memory of the apps, in MiB. */
    Map<String, Long> resident();

    /** Waits until every app is ready for work. */
    void awaitReady() throws InterruptedException;

    @Override
    void close();
}
