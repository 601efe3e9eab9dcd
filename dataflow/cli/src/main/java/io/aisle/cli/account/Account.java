package io.aisle.cli.account;

import io.aisle.contract.ProductKey;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What became of everything the sender was promised, per sink.
 *
 * @param sent the sender's own log
 * @param sinks one account per sink, the first sink of the stream first
 * @param differences products on which the sinks disagree in version or category
 */
public record Account(Sent sent, List<SinkAccount> sinks, List<String> differences) {

    /** Every accepted key has exactly one end in every sink, nothing was invented, and the sinks agree. */
    public boolean balances() {
        return sinks.stream().allMatch(SinkAccount::balances) && differences.isEmpty();
    }

    /** Accepted keys with an end in every sink; when it stops growing, the stream is drained or stuck. */
    public long settled() {
        return sinks.stream().mapToLong(SinkAccount::settled).min().orElse(0);
    }

    /** Every accepted key has an end in every sink. */
    public boolean drained() {
        return sinks.stream().allMatch(sink -> sink.lost().isEmpty());
    }

    /** Drained, and no accepted key has two ends. A letter is closed a moment after its product was stored after all. */
    public boolean endedOnce() {
        return drained() && doubled() == 0;
    }

    /** Keys with two ends, over all sinks. */
    long doubled() {
        return sinks.stream().mapToLong(sink -> sink.doubled().size()).sum();
    }

    /** The figures that {@code --json} writes; the first sink's also stand at the top level. */
    public Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("attempted", sent.attempted().size());
        figures.put("accepted", sent.accepted().size());
        figures.put("acceptedLines", sent.acceptedLines());
        figures.put("rejected", sent.rejectedLines());
        sinks.stream().limit(1).forEach(first -> figures.putAll(figures(first)));
        figures.put("differences", differences.size());
        Map<String, Object> bySink = new LinkedHashMap<>();
        sinks.forEach(sink -> bySink.put(sink.sink(), figures(sink)));
        figures.put("sinks", bySink);
        return figures;
    }

    private Map<String, Object> figures(SinkAccount sink) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("stored", sink.stored());
        figures.put("superseded", sink.superseded());
        figures.put("deadByReason", sink.deadByReason());
        figures.put("lost", sink.lost().size());
        figures.put("ghost", sink.ghost().size());
        figures.put("double", sink.doubled().size());
        return figures;
    }

    /** Products that two sinks do not hold in the same version and category, as lines for people. */
    public static List<String> differences(Collection<Row> one, Collection<Row> other) {
        Map<String, Row> left = byProduct(one);
        Map<String, Row> right = byProduct(other);
        return Stream.concat(left.keySet().stream(), right.keySet().stream())
                .distinct()
                .filter(id -> !java.util.Objects.equals(left.get(id), right.get(id)))
                .map(id -> id + ": " + words(left.get(id)) + " against " + words(right.get(id)))
                .toList();
    }

    private static String words(@org.jspecify.annotations.Nullable Row row) {
        return row == null ? "nothing" : "version " + row.key().version() + " in " + row.categoryId();
    }

    private static Map<String, Row> byProduct(Collection<Row> rows) {
        return rows.stream().collect(Collectors.toMap(row -> row.key().productId(), Function.identity(), (a, b) -> b));
    }

    /** The first few keys as one line, for the reader who must look one up. */
    static String some(List<ProductKey> keys) {
        String first = keys.stream().limit(5).map(ProductKey::toString).collect(Collectors.joining(", "));
        return keys.size() <= 5 ? first : first + " and " + (keys.size() - 5) + " more";
    }
}
