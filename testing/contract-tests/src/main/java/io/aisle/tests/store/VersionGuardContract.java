package io.aisle.tests.store;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.aisle.contract.Classification;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every store must do: whatever the order and number of events, the newest version stands, deletions included. */
public abstract class VersionGuardContract {
    private static final Instant EARLY = Instant.parse("2026-01-02T03:00:00.001Z");
    private static final Instant LATE = Instant.parse("2026-01-02T03:00:00.002Z");

    /**
     * What stands for one product.
     *
     * @param categoryId its leaf; empty on a tombstone
     */
    public record State(long version, boolean deleted, String categoryId, Instant classifiedAt) {
        static State of(Classification answer) {
            return new State(
                    answer.version(),
                    answer.product().deleted(),
                    answer.category() == null ? "" : answer.category().id(),
                    answer.classifiedAt());
        }
    }

    /** Writes one batch as the app does; throws when one of it was not written. Called from several threads. */
    protected abstract void write(List<Classification> batch);

    /** All products the store holds, by id. The store is empty when a test begins. */
    protected abstract Map<String, State> states();

    @Test
    void everyOrderOfEventsEndsInTheSameState() {
        var expected = new HashMap<String, State>();
        for (List<Integer> order : permutations(List.of(1, 2, 3, 4))) {
            String id = id(order);
            order.forEach(version -> write(List.of(event(id, version))));
            expected.put(id, State.of(event(id, 4)));
        }
        assertThat(expected).hasSize(24);
        assertThat(states()).isEqualTo(expected);
    }

    @Test
    void everyOrderWithinOneBatchEndsInTheSameState() {
        var batch = new ArrayList<Classification>();
        var expected = new HashMap<String, State>();
        for (List<Integer> order : permutations(List.of(1, 2, 3, 5))) {
            String id = id(order);
            order.forEach(version -> batch.add(event(id, version)));
            order.forEach(version -> batch.add(event(id, version)));
            expected.put(id, State.of(event(id, 5)));
        }
        write(batch);
        assertThat(states()).isEqualTo(expected);
    }

    @Test
    void olderVersionNeverWins() {
        write(List.of(Answers.live("a", 7)));
        write(List.of(Answers.live("a", 6, "figure", LATE.plusSeconds(86_400))));
        assertThat(states()).containsOnly(Map.entry("a", State.of(Answers.live("a", 7))));
    }

    @Test
    void deletedProductIsNotRebornByAnOlderEvent() {
        write(List.of(Answers.live("a", 1)));
        write(List.of(Answers.tombstone("a", 3)));
        write(List.of(Answers.live("a", 2)));
        assertThat(states()).containsOnly(Map.entry("a", State.of(Answers.tombstone("a", 3))));
    }

    @Test
    void deletionOfAnUnknownProductKeepsOlderEventsOut() {
        write(List.of(Answers.tombstone("a", 3)));
        write(List.of(Answers.live("a", 2)));
        assertThat(states()).containsOnly(Map.entry("a", State.of(Answers.tombstone("a", 3))));
    }

    @Test
    void newerEventBringsADeletedProductBack() {
        write(List.of(Answers.tombstone("a", 3)));
        write(List.of(Answers.live("a", 4)));
        assertThat(states()).containsOnly(Map.entry("a", State.of(Answers.live("a", 4))));
    }

    @Test
    void versionsBeyond32BitsKeepTheirOrder() {
        write(List.of(Answers.live("a", 1L << 40)));
        write(List.of(Answers.live("a", (1L << 40) - 1), Answers.live("a", 9)));
        assertThat(states()).containsOnly(Map.entry("a", State.of(Answers.live("a", 1L << 40))));
    }

    @Test
    void equalVersionsConvergeToTheLaterAnswer() {
        Classification early = Answers.live("a", 5, "zebra", EARLY);
        Classification late = Answers.live("a", 5, "dress", LATE);
        write(List.of(early));
        write(List.of(late));
        assertThat(states()).containsOnly(Map.entry("a", State.of(late)));
        write(List.of(early));
        write(List.of(late, early));
        assertThat(states()).containsOnly(Map.entry("a", State.of(late)));
    }

    @Test
    void answersOfTheSameVersionAndInstantConverge() {
        Classification one = Answers.live("a", 5, "dress", EARLY);
        Classification other = Answers.live("a", 5, "figure", EARLY);
        write(List.of(one));
        write(List.of(other));
        State first = states().get("a");
        write(List.of(one));
        assertThat(states().get("a")).isEqualTo(first);
    }

    @Test
    void writersAtTheSameTimeConverge() throws Exception {
        List<Classification> events = events(40, 12);
        ExecutorService writers = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Void>> work = Stream.of(1, 2, 3, 4)
                    .map(seed -> (Callable<Void>) () -> writeShuffled(events, seed))
                    .toList();
            for (var done : writers.invokeAll(work, 60, TimeUnit.SECONDS)) {
                done.get();
            }
        } finally {
            writers.shutdownNow();
        }
        assertThat(states()).isEqualTo(newest(events));
    }

    private Void writeShuffled(List<Classification> events, long seed) {
        var shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, new Random(seed));
        for (int from = 0; from < shuffled.size(); from += 50) {
            write(shuffled.subList(from, Math.min(from + 50, shuffled.size())));
        }
        return null;
    }

    private static List<Classification> events(int products, int versions) {
        var events = new ArrayList<Classification>();
        for (int product = 0; product < products; product++) {
            for (int version = 0; version < versions; version++) {
                events.add(event("p" + product, version));
            }
        }
        return events;
    }

    private static Map<String, State> newest(List<Classification> events) {
        return events.stream()
                .collect(toMap(
                        event -> event.product().productId(),
                        State::of,
                        (one, other) -> one.version() > other.version() ? one : other));
    }

    private static String id(List<Integer> order) {
        return order.stream().map(String::valueOf).collect(joining("-"));
    }

    /** Even versions are deletions. */
    private static Classification event(String productId, long version) {
        return version % 2 == 0 ? Answers.tombstone(productId, version) : Answers.live(productId, version);
    }

    private static List<List<Integer>> permutations(List<Integer> of) {
        if (of.isEmpty()) {
            return List.of(List.of());
        }
        var all = new ArrayList<List<Integer>>();
        for (Integer first : of) {
            var rest = new ArrayList<>(of);
            rest.remove(first);
            permutations(rest)
                    .forEach(tail -> all.add(
                            Stream.concat(Stream.of(first), tail.stream()).toList()));
        }
        return all;
    }
}
