package io.aisle.cli.replay;

import io.aisle.cli.replay.Slip.Group;
import io.aisle.contract.ProductKey;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** What a replay found and did, by stage and reason. */
final class Report {
    private static final Comparator<Group> ORDER =
            Comparator.comparing(Group::stage).thenComparing(Group::reason);

    private final Map<Group, Tally> counts = new TreeMap<>(ORDER);
    private final List<Slip> alone;

    /** @param alone halves that cannot be sent */
    Report(List<Slip> alone) {
        this.alone = List.copyOf(alone);
        alone.forEach(letter -> add(letter, Tally::aloneToo));
    }

    /**
     * @param found letters of the group
     * @param sent of these, how many the broker has again, or stand behind one that it has
     * @param alone of these, how many cannot be sent
     */
    record Tally(long found, long sent, long alone) {
        private Tally foundToo() {
            return new Tally(found + 1, sent, alone);
        }

        private Tally sentToo() {
            return new Tally(found, sent + 1, alone);
        }

        private Tally aloneToo() {
            return new Tally(found + 1, sent, alone + 1);
        }
    }

    void found(Collection<Slip> letters) {
        letters.forEach(letter -> add(letter, Tally::foundToo));
    }

    void sent(Collection<Slip> letters) {
        letters.forEach(letter -> add(letter, Tally::sentToo));
    }

    private void add(Slip letter, UnaryOperator<Tally> change) {
        counts.put(letter.group(), change.apply(counts.getOrDefault(letter.group(), new Tally(0, 0, 0))));
    }

    Map<Group, Tally> counts() {
        return counts;
    }

    /** Halves whose product must be sent anew, oldest first. */
    List<Slip> alone() {
        return alone;
    }

    /** Every letter that was found has been sent. */
    boolean isComplete() {
        return counts.values().stream().allMatch(tally -> tally.sent() == tally.found());
    }

    /** Some letter that could be sent was not taken. */
    boolean hasRefused() {
        return counts.values().stream().anyMatch(tally -> tally.sent() + tally.alone() < tally.found());
    }

    /** The figures that {@code --json} writes. */
    Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("letters", counts.entrySet().stream().map(Report::figures).toList());
        figures.put("needTheProduct", keys());
        return figures;
    }

    private static Map<String, Object> figures(Map.Entry<Group, Tally> count) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("stage", count.getKey().stage());
        figures.put("reason", count.getKey().reason());
        figures.put("found", count.getValue().found());
        figures.put("sent", count.getValue().sent());
        return figures;
    }

    /** The product versions that must be sent anew. */
    List<ProductKey> keys() {
        return alone.stream()
                .map(Slip::key)
                .filter(java.util.Objects::nonNull)
                .distinct()
                .toList();
    }
}
