package io.aisle.cli.account.stuck;

import io.aisle.cli.account.Account;
import io.aisle.cli.account.SinkAccount;
import io.aisle.cli.ledger.Entry;
import io.aisle.cli.ledger.Ledger;
import io.aisle.contract.ProductKey;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Accepted product versions without an end in some sink.
 *
 * @param count how many
 * @param oldest the one that was accepted first; null when there is none
 * @param perMinute how many by the minute in which they were accepted
 */
record Backlog(long count, @Nullable Waiting oldest, SortedMap<Instant, Long> perMinute) {
    /**
     * @param key the product version
     * @param since when it was accepted first
     * @param sinks those in which it has no end
     */
    record Waiting(ProductKey key, Instant since, List<String> sinks) {}

    static Backlog of(Account account, Path ledger) {
        Set<ProductKey> keys = account.sinks().stream()
                .flatMap(sink -> sink.lost().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Map<ProductKey, Instant> accepted = accepted(keys, ledger);
        Map<Instant, Long> perMinute = accepted.values().stream()
                .collect(Collectors.groupingBy(at -> at.truncatedTo(ChronoUnit.MINUTES), Collectors.counting()));
        Waiting oldest = accepted.entrySet().stream()
                .min(Map.Entry.comparingByValue())
                .map(entry -> new Waiting(entry.getKey(), entry.getValue(), sinks(account, entry.getKey())))
                .orElse(null);
        return new Backlog(keys.size(), oldest, new TreeMap<>(perMinute));
    }

    private static Map<ProductKey, Instant> accepted(Set<ProductKey> keys, Path ledger) {
        Map<ProductKey, Instant> accepted = new HashMap<>();
        if (!keys.isEmpty()) {
            Ledger.read(ledger, entry -> {
                if (entry.event() == Entry.Event.ACCEPTED && entry.key() != null && keys.contains(entry.key())) {
                    accepted.merge(entry.key(), entry.at(), (one, other) -> one.isBefore(other) ? one : other);
                }
            });
        }
        return accepted;
    }

    private static List<String> sinks(Account account, ProductKey key) {
        return account.sinks().stream()
                .filter(sink -> sink.lost().contains(key))
                .map(SinkAccount::sink)
                .toList();
    }
}
