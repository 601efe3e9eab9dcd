package io.aisle.chaos.arena;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A running stream: where products go in, and where what became of them is read. */
public interface Deployment extends AutoCloseable {
    /** Base address of the source. */
    URI source();

    /** Both sinks, past any proxy: read by the checker, emptied between runs. */
    Stores stores();

    /** Whether its document store keeps a product's fields, and not only that the version stands. */
    default boolean keepsContents() {
        return true;
    }

    /** Messages in the broker that are not acknowledged, by queue; queues that are empty are left out. */
    Map<String, Long> underWay();

    /** How long half a product waits for the other half: before that, nothing that waits may be called lost. */
    Duration joinTimeout();

    /** Folder with the brokers' logs. */
    Path logs();

    /** Acknowledgements that the brokers could not place so far. */
    default long complaints() {
        return Complaints.in(logs());
    }

    /** How often an app had to be started again so far. */
    int restarts();

    /** Resident memory of the apps, in MiB. */
    Map<String, Long> resident();

    /** Waits until every app is ready for work. */
    void awaitReady() throws InterruptedException;

    @Override
    void close();
}
