package io.aisle.cli.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisle.contract.ProductKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SinkAccountTest {
    private static final ProductKey A1 = new ProductKey("a", 1);
    private static final ProductKey A2 = new ProductKey("a", 2);
    private static final ProductKey B1 = new ProductKey("b", 1);

    @Test
    void theVersionThatStandsIsStoredAndOlderOnesAreSuperseded() {
        SinkAccount account = SinkAccount.of("mongo", sent(A1, A2), List.of(row(A2)), List.of());
        assertThat(account.stored()).isEqualTo(1);
        assertThat(account.superseded()).isEqualTo(1);
        assertThat(account.balances()).isTrue();
    }

    @Test
    void anOlderVersionInTheStoreLeavesTheNewerOneLost() {
        SinkAccount account = SinkAccount.of("mongo", sent(A1, A2), List.of(row(A1)), List.of());
        assertThat(account.lost()).containsExactly(A2);
        assertThat(account.balances()).isFalse();
    }

    @Test
    void aDeadLetterIsAnEndAndItsReasonIsCounted() {
        SinkAccount account = SinkAccount.of("mongo", sent(A1, B1), List.of(row(A1)), List.of(grave(B1, "malformed")));
        assertThat(account.deadByReason()).containsExactly(Map.entry("tokenize: malformed", 1L));
        assertThat(account.balances()).isTrue();
    }

    @Test
    void whatIsStoredOrSupersededAndHasAnOpenLetterIsDoubleAndCountedOnce() {
        SinkAccount account = SinkAccount.of(
                "mongo", sent(A1, A2), List.of(row(A2)), List.of(grave(A1, "join-timeout"), grave(A2, "join-timeout")));
        assertThat(account.stored()).isEqualTo(1);
        assertThat(account.superseded()).isEqualTo(1);
        assertThat(account.deadByReason()).isEmpty();
        assertThat(account.doubled()).containsExactlyInAnyOrder(A1, A2);
        assertThat(account.balances()).isFalse();
    }

    @Test
    void aDeadLetterAloneOrAGhostIsNotDouble() {
        SinkAccount account =
                SinkAccount.of("mongo", sent(A1), List.of(row(B1)), List.of(grave(A1, "failed"), grave(B1, "failed")));
        assertThat(account.doubled()).isEmpty();
        assertThat(account.ghost()).containsExactly(B1);
    }

    @Test
    void aLetterThatANewerVersionClosedIsAnEndOnlyWhereThatVersionNeverCame() {
        Grave closed = new Grave(A1, "classify", "malformed", "", false);
        Grave refused = new Grave(A2, LegacyStore.STAGE, "not-storable", "", true);
        SinkAccount mongo = SinkAccount.of("mongo", sent(A1, A2), List.of(row(A2)), List.of(closed, refused));
        assertThat(mongo.superseded()).isEqualTo(1);
        assertThat(mongo.balances()).isTrue();
        SinkAccount legacy = SinkAccount.of("legacy", sent(A1, A2), List.of(), List.of(closed, refused));
        assertThat(legacy.deadByReason()).containsOnlyKeys("classify: malformed", "legacy: not-storable");
        assertThat(legacy.balances()).isTrue();
    }

    @Test
    void aClosedLetterHidesNoLossInTheSinkThatClosedIt() {
        Grave closed = new Grave(A1, "classify", "malformed", "", false);
        assertThat(SinkAccount.of("mongo", sent(A1), List.of(), List.of(closed)).lost())
                .containsExactly(A1);
    }

    @Test
    void oneOpenLetterAmongClosedOnesIsEnoughToBeDouble() {
        Grave closed = new Grave(A1, "classify", "half-missing", "", false);
        Grave open = new Grave(A1, "legacy", "failed", "", true);
        for (List<Grave> graves : List.of(List.of(closed, open), List.of(open, closed))) {
            assertThat(SinkAccount.of("legacy", sent(A1), List.of(row(A2)), graves)
                            .doubled())
                    .containsExactly(A1);
        }
        assertThat(SinkAccount.of("legacy", sent(A1), List.of(row(A2)), List.of(closed))
                        .doubled())
                .isEmpty();
    }

    @Test
    void aLetterOfTheBrokerConcernsTheSinkWhoseQueueItLayIn() {
        List<Grave> graves = List.of(ofTheBroker(A1, "categories.store"), ofTheBroker(B1, "categories.legacy"));
        Sent sent = sent(A1, B1);
        assertThat(SinkAccount.of("mongo", sent, List.of(), graves).lost()).containsExactly(B1);
        assertThat(SinkAccount.of("legacy", sent, List.of(), graves).lost()).containsExactly(A1);
        List<Grave> before = List.of(ofTheBroker(A1, "features.classify-image-2"), ofTheBroker(B1, ""));
        assertThat(SinkAccount.of("mongo", sent, List.of(), before).dead()).isEqualTo(2);
        assertThat(SinkAccount.of("legacy", sent, List.of(), before).dead()).isEqualTo(2);
    }

    @Test
    void whatWasNeverAttemptedIsAGhostInTheStoreAndAmongTheDead() {
        SinkAccount account =
                SinkAccount.of("mongo", sent(A1), List.of(row(A1), row(B1)), List.of(grave(A2, "failed")));
        assertThat(account.ghost()).containsExactlyInAnyOrder(B1, A2);
        assertThat(account.balances()).isFalse();
    }

    @Test
    void anAttemptWithoutAnAnswerMayBeStoredAndIsNoGhost() {
        Sent sent = new Sent(Set.of(A1, B1), Set.of(A1), 1, 0, 0);
        assertThat(SinkAccount.of("mongo", sent, List.of(row(A1), row(B1)), List.of())
                        .balances())
                .isTrue();
    }

    @Test
    void anyOrderAndRepetitionOfEventsGivesABalancedAccountAndAnyMissingOrDoubleOneShows() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<ProductKey> keys = keys(random);
            Map<String, Long> store = new HashMap<>();
            keys.forEach(key -> store.merge(key.productId(), key.version(), Math::max));
            List<Grave> graves = buried(keys, store, random);
            Sent sent = new Sent(new LinkedHashSet<>(keys), new LinkedHashSet<>(keys), keys.size(), 0, 0);
            SinkAccount whole = SinkAccount.of("mongo", sent, rows(store), graves);
            assertThat(whole.balances()).as("seed %d", seed).isTrue();
            assertThat(whole.settled()).isEqualTo(sent.accepted().size());
            dropsOneAndSeesIt(sent, store, graves, random);
        }
    }

    /** Takes some products out of the store and gives each of their versions a letter. */
    private static List<Grave> buried(List<ProductKey> keys, Map<String, Long> store, Random random) {
        Set<String> dead = new LinkedHashSet<>(store.keySet());
        dead.removeIf(id -> random.nextInt(10) > 0);
        store.keySet().removeAll(dead);
        return keys.stream()
                .filter(key -> dead.contains(key.productId()))
                .map(key -> grave(key, "failed"))
                .toList();
    }

    private static void dropsOneAndSeesIt(Sent sent, Map<String, Long> store, List<Grave> graves, Random random) {
        List<String> ids = new ArrayList<>(store.keySet());
        if (ids.isEmpty()) {
            return;
        }
        String dropped = ids.get(random.nextInt(ids.size()));
        ProductKey key = new ProductKey(dropped, store.get(dropped));
        var alsoDead = new ArrayList<>(graves);
        alsoDead.add(grave(key, "failed"));
        assertThat(SinkAccount.of("mongo", sent, rows(store), alsoDead).doubled())
                .containsExactly(key);
        store.remove(dropped);
        assertThat(SinkAccount.of("mongo", sent, rows(store), graves).lost()).contains(key);
    }

    private static List<ProductKey> keys(Random random) {
        var keys = new ArrayList<ProductKey>();
        int count = 1 + random.nextInt(40);
        for (int number = 0; number < count; number++) {
            keys.add(new ProductKey("p" + random.nextInt(8), random.nextInt(6)));
        }
        Collections.shuffle(keys, random);
        return keys;
    }

    private static List<Row> rows(Map<String, Long> store) {
        return store.entrySet().stream()
                .map(entry -> row(new ProductKey(entry.getKey(), entry.getValue())))
                .toList();
    }

    private static Sent sent(ProductKey... keys) {
        Set<ProductKey> all = new LinkedHashSet<>(List.of(keys));
        return new Sent(all, all, keys.length, 0, 0);
    }

    private static Row row(ProductKey key) {
        return new Row(key, "0101");
    }

    private static Grave ofTheBroker(ProductKey key, String queue) {
        return new Grave(key, "broker", "delivery_limit", queue, true);
    }

    private static Grave grave(ProductKey key, String reason) {
        return new Grave(key, "tokenize", reason, "", true);
    }
}
