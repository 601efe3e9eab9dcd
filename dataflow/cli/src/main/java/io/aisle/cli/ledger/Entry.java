package io.aisle.cli.ledger;

import io.aisle.contract.ProductKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the ledger.
 *
 * @param event what happened
 * @param key the product version, where that much of the line could be read
 * @param line number of the line in what was sent, from 1
 * @param detail why it was rejected; empty otherwise
 * @param at when it was written
 */
public record Entry(Event event, @Nullable ProductKey key, long line, String detail, Instant at) {
    /** What can happen to a line. */
    public enum Event {
        /** Written before the line leaves: from now on the system may hold it. */
        ATTEMPTED,
        /** The source answered 202: from now on the system must not lose it. */
        ACCEPTED,
        /** The source refused the line for good. */
        REJECTED
    }
}
