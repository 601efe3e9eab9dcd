package io.aisle.cli.account;

import io.aisle.contract.ProductKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The account of one sink. Every accepted key is counted once, as stored, superseded, dead or lost. One that stands in
 * the store and has an open dead letter has two ends: it is counted where it stands, and named as doubled.
 *
 * @param sink the sink's name
 * @param stored accepted keys whose version stands in the store
 * @param superseded accepted keys whose product stands there in a newer version
 * @param deadByReason accepted keys that only have a dead letter, by stage and reason
 * @param lost accepted keys found nowhere
 * @param ghost keys in the store or among the dead letters that were never attempted
 * @param doubled accepted keys that are stored or superseded and have an open dead letter that concerns this sink
 */
public record SinkAccount(
        String sink,
        long stored,
        long superseded,
        Map<String, Long> deadByReason,
        List<ProductKey> lost,
        List<ProductKey> ghost,
        List<ProductKey> doubled) {

    /**
     * @param rows what the store holds, one row per product
     * @param graves dead letters; those that do not concern this sink are passed over
     */
    public static SinkAccount of(String sink, Sent sent, Collection<Row> rows, Collection<Grave> graves) {
        Map<String, Long> versions = new HashMap<>();
        rows.forEach(row -> versions.put(row.key().productId(), row.key().version()));
        Map<ProductKey, Grave> dead = new HashMap<>();
        graves.stream()
                .filter(grave -> grave.concerns(sink))
                .forEach(grave -> dead.merge(grave.key(), grave, (one, other) -> one.open() ? one : other));
        var tally = new Tally();
        sent.accepted().forEach(key -> tally.add(key, fate(key, versions, dead), dead.get(key)));
        return new SinkAccount(
                sink,
                tally.stored,
                tally.superseded,
                tally.dead,
                tally.missing,
                ghosts(sent, rows, dead),
                tally.doubled);
    }

    private static Fate fate(ProductKey key, Map<String, Long> versions, Map<ProductKey, Grave> dead) {
        return fate(key, versions.get(key.productId()), dead.get(key));
    }

    /**
     * Where one version stands in a sink.
     *
     * @param standing the version of its product that the sink holds; null when it holds none
     * @param grave its dead letter that concerns the sink; null when there is none
     */
    public static Fate fate(ProductKey key, @Nullable Long standing, @Nullable Grave grave) {
        if (standing != null && standing == key.version()) {
            return new Fate.Stored();
        }
        if (standing != null && standing > key.version()) {
            return new Fate.Superseded();
        }
        return grave == null ? new Fate.Missing() : new Fate.Dead(grave.stage() + ": " + grave.reason());
    }

    /** Accepted keys that came to an end. */
    public long settled() {
        return stored + superseded + dead();
    }

    /** Accepted keys that only have a dead letter. */
    public long dead() {
        return deadByReason.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Nothing lost, nothing invented, nothing ended twice. */
    public boolean balances() {
        return lost.isEmpty() && ghost.isEmpty() && doubled.isEmpty();
    }

    private static List<ProductKey> ghosts(Sent sent, Collection<Row> rows, Map<ProductKey, Grave> dead) {
        var found = rows.stream().map(Row::key).collect(Collectors.toCollection(java.util.LinkedHashSet::new));
        found.addAll(dead.keySet());
        found.removeAll(sent.attempted());
        return List.copyOf(found);
    }

    private static final class Tally {
        private long stored;
        private long superseded;
        private final Map<String, Long> dead = new TreeMap<>();
        private final List<ProductKey> missing = new ArrayList<>();
        private final List<ProductKey> doubled = new ArrayList<>();

        void add(ProductKey key, Fate fate, @Nullable Grave grave) {
            count(key, fate);
            if (grave != null && grave.open() && !(fate instanceof Fate.Dead)) {
                doubled.add(key);
            }
        }

        private void count(ProductKey key, Fate fate) {
            if (fate instanceof Fate.Stored) {
                stored++;
            } else if (fate instanceof Fate.Superseded) {
                superseded++;
            } else if (fate instanceof Fate.Dead letter) {
                dead.merge(letter.reason(), 1L, Long::sum);
            } else {
                missing.add(key);
            }
        }
    }
}
