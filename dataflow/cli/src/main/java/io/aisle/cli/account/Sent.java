package io.aisle.cli.account;

import io.aisle.cli.ledger.Entry;
import io.aisle.cli.ledger.Ledger;
import io.aisle.contract.ProductKey;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What the sender wrote down.
 *
 * @param attempted product versions that left the sender at least once
 * @param accepted product versions the source answered 202 for
 * @param acceptedLines lines answered 202, repeated ones included
 * @param rejectedLines lines refused for good
 * @param unreadable lines of the ledger that a crash tore
 */
public record Sent(
        Set<ProductKey> attempted, Set<ProductKey> accepted, long acceptedLines, long rejectedLines, long unreadable) {

    /** Reads the ledger; a missing file is an empty one. */
    public static Sent in(Path ledger) {
        var attempted = new LinkedHashSet<ProductKey>();
        var accepted = new LinkedHashSet<ProductKey>();
        long[] lines = new long[Entry.Event.values().length];
        long unreadable = Ledger.read(ledger, entry -> {
            lines[entry.event().ordinal()]++;
            if (entry.key() != null && entry.event() != Entry.Event.REJECTED) {
                attempted.add(entry.key());
            }
            if (entry.key() != null && entry.event() == Entry.Event.ACCEPTED) {
                accepted.add(entry.key());
            }
        });
        return new Sent(
                attempted,
                accepted,
                lines[Entry.Event.ACCEPTED.ordinal()],
                lines[Entry.Event.REJECTED.ordinal()],
                unreadable);
    }
}
