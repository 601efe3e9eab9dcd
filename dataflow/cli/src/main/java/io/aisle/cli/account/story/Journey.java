package io.aisle.cli.account.story;

import io.aisle.cli.ledger.Entry;
import io.aisle.cli.ledger.Ledger;
import io.aisle.contract.ProductKey;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the sender wrote down of one version.
 *
 * @param attempts how often it left the sender
 * @param attempted when it left first; null when it never did
 * @param accepted when the source first answered 202; null when it never did
 * @param refusal why the source refused it last; null when it never did
 */
record Journey(
        int attempts,
        @Nullable Instant attempted,
        @Nullable Instant accepted,
        @Nullable String refusal) {
    static final Journey NONE = new Journey(0, null, null, null);

    /** The journeys of all versions that the ledger knows. */
    static SortedMap<ProductKey, Journey> read(Path ledger, Subject subject) {
        SortedMap<ProductKey, Journey> found = new TreeMap<>(Comparator.comparing(ProductKey::version));
        Ledger.read(ledger, entry -> {
            if (entry.key() != null && subject.includes(entry.key())) {
                found.merge(entry.key(), NONE.and(entry), (journey, first) -> journey.and(entry));
            }
        });
        return found;
    }

    private Journey and(Entry entry) {
        return switch (entry.event()) {
            case ATTEMPTED -> new Journey(attempts + 1, attempted == null ? entry.at() : attempted, accepted, refusal);
            case ACCEPTED -> new Journey(attempts, attempted, accepted == null ? entry.at() : accepted, refusal);
            case REJECTED -> new Journey(attempts, attempted, accepted, entry.detail());
        };
    }
}
