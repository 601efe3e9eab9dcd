package io.aisle.cli.account.stuck;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that can be seen of the stream at one moment.
 *
 * @param at that moment
 * @param broker the broker and its queues
 * @param apps every instance the platform knows
 * @param silent why the platform could not be asked about its apps; null when it could
 * @param faults stores that could not be read
 * @param storeIsOurs whether {@code ./aisle up} starts and stops the document store
 * @param backlog accepted versions without an end; null when a store could not be read
 * @param letters open dead letters, the largest group first
 */
record Picture(
        Instant at,
        BrokerState broker,
        List<AppState> apps,
        @Nullable String silent,
        List<StoreFault> faults,
        boolean storeIsOurs,
        @Nullable Backlog backlog,
        List<LetterGroup> letters) {
    Picture {
        apps = List.copyOf(apps);
        faults = List.copyOf(faults);
        letters = List.copyOf(letters);
    }

    /** The instances of an app, named as {@link Wiring#reader} names it. */
    List<AppState> instances(String app) {
        return apps.stream().filter(one -> one.isInstanceOf(app)).toList();
    }

    boolean isFaulty(String sink) {
        return faults.stream().anyMatch(fault -> fault.sink().equals(sink));
    }

    /** Whether the broker keeps its clients from working. */
    boolean brokerStops() {
        return !broker.answers() || broker.alarm() != null;
    }
}
