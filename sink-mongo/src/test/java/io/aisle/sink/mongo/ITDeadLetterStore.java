package io.aisle.sink.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.aisle.contract.DeadLetter;
import io.aisle.contract.Headers;
import io.aisle.delivery.Delivery;
import io.aisle.delivery.DependencyUnavailable;
import io.aisle.delivery.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class ITDeadLetterStore {
    private static final DeadLetter LETTER = Messages.letter("malformed", Messages.PAYLOAD, Messages.AT);

    private final EmbeddedStore server = new EmbeddedStore();
    private final Resolution resolution =
            new Resolution(server.collection("dead_letters"), server.collection("products"), Clock.systemUTC());
    private final DeadLetterStore store =
            new DeadLetterStore(server.collection("dead_letters"), resolution, Clock.systemUTC());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void keepsTheLetterWholeSoThatItCanBeSentAgain() {
        take(Messages.delivery(LETTER));
        BsonDocument stored = only();
        assertThat(stored.getString("stage").getValue()).isEqualTo("tokenize");
        assertThat(stored.getString("reason").getValue()).isEqualTo("malformed");
        assertThat(stored.getString("exchange").getValue()).isEqualTo("products");
        assertThat(stored.getString("routingKey").getValue()).isEqualTo("key");
        assertThat(stored.getInt64("version").getValue()).isEqualTo(7);
        assertThat(stored.getDocument("headers").getString(Headers.KIND).getValue())
                .isEqualTo("product");
        assertThat(stored.getBinary("payload").getData()).isEqualTo(Messages.PAYLOAD);
        assertThat(stored.getDateTime("at").getValue()).isEqualTo(Messages.AT.toEpochMilli());
        assertThat(stored.isNull("replayedAt")).isTrue();
        assertThat(stored).doesNotContainKey("queue");
    }

    @Test
    void redeliveryDoesNotDoubleALetterNorUndoItsReplay() {
        take(Messages.delivery(LETTER));
        replay();
        take(Messages.delivery(LETTER));
        assertThat(only().isDateTime("replayedAt")).isTrue();
    }

    @Test
    void letterThatFailsAgainAfterItsReplayIsOpenAgain() {
        take(Messages.delivery(LETTER));
        replay();
        take(Messages.delivery(Messages.letter("malformed", Messages.PAYLOAD, Messages.AT.plusSeconds(60))));
        assertThat(only().isNull("replayedAt")).isTrue();
        assertThat(only().getArray("failures")).hasSize(2);
    }

    @Test
    void letterOfAVersionThatStandsIsNeverOpen() {
        stands("a", 7);
        take(Messages.delivery(LETTER));
        assertThat(only().isNull("replayedAt")).isTrue();
        assertThat(only().isDateTime("resolvedAt")).isTrue();
        assertThat(only().getString("resolvedBy").getValue()).isEqualTo("stored");
    }

    @Test
    void letterOfAVersionThatANewerOneReplacedIsNeverOpen() {
        stands("a", 8);
        take(Messages.delivery(LETTER));
        assertThat(only().getString("resolvedBy").getValue()).isEqualTo("superseded");
    }

    @Test
    void letterOfANewerVersionThanStandsIsOpen() {
        stands("a", 6);
        take(Messages.delivery(LETTER));
        assertThat(only().isNull("resolvedAt")).isTrue();
        assertThat(only().isNull("resolvedBy")).isTrue();
    }

    @Test
    void letterThatFailsAgainAfterItsProductWasStoredIsResolved() {
        take(Messages.delivery(LETTER));
        replay();
        stands("a", 7);
        take(Messages.delivery(Messages.letter("malformed", Messages.PAYLOAD, Messages.AT.plusSeconds(60))));
        assertThat(only().isNull("replayedAt")).isTrue();
        assertThat(only().isDateTime("resolvedAt")).isTrue();
    }

    @Test
    void aLookClosesTheLettersOfProductsThatWereStoredAfterThem() {
        take(Messages.delivery(LETTER));
        take(Messages.delivery(Messages.letter("failed", Messages.PAYLOAD, Messages.AT)));
        take(Messages.delivery(Messages.of("image", "b", 3L)));
        assertThat(look()).isZero();
        stands("a", 7);
        stands("b", 4);
        assertThat(look()).isEqualTo(3);
        assertThat(server.all("dead_letters"))
                .extracting(letter -> letter.getString("resolvedBy").getValue())
                .containsExactlyInAnyOrder("stored", "stored", "superseded");
        assertThat(look()).isZero();
    }

    @Test
    void aLookLeavesLettersOfTheOtherStoresQueue() {
        server.insert(
                "dead_letters",
                List.of(
                        letterOf("a").append("queue", new BsonString("categories.legacy")),
                        letterOf("a").append("queue", new BsonString("categories.store"))));
        stands("a", 1);
        assertThat(look()).isEqualTo(1);
        assertThat(server.find("dead_letters", Filters.eq("resolvedAt", null)))
                .extracting(letter -> letter.getString("queue").getValue())
                .containsExactly("categories.legacy");
    }

    @Test
    void aLookLeavesLettersThatWereSentAgain() {
        take(Messages.delivery(LETTER));
        replay();
        stands("a", 7);
        assertThat(look()).isZero();
        assertThat(only().isNull("resolvedAt")).isTrue();
    }

    @Test
    void lettersThatNameNoVersionAndStrangeDocumentsDisturbNoLook() {
        take(Messages.delivery(Messages.of("tokenize", "a", null)));
        take(Messages.delivery(LETTER));
        BsonDocument unreadable = BsonDocument.parse("{productId: 'x', version: 'y'}");
        server.insert("dead_letters", List.of(unreadable, letterOf("strange")));
        server.insert("products", List.of(BsonDocument.parse("{_id: 'strange'}")));
        stands("a", 7);
        assertThat(look()).isEqualTo(1);
        assertThat(server.find("dead_letters", Filters.eq("resolvedAt", null))).hasSize(3);
    }

    @Test
    void aLookGoesThroughMoreThanOnePage() {
        server.insert(
                "dead_letters",
                IntStream.range(0, 1_100).mapToObj(i -> letterOf("p" + i)).toList());
        server.insert(
                "products",
                IntStream.range(550, 1_100).mapToObj(i -> product("p" + i, 1)).toList());
        assertThat(look()).isEqualTo(550);
    }

    @Test
    void otherReasonsAndOtherPayloadsAreOtherLetters() {
        take(Messages.delivery(LETTER));
        take(Messages.delivery(Messages.letter("failed", Messages.PAYLOAD, Messages.AT)));
        take(Messages.delivery(Messages.letter("malformed", new byte[] {1}, Messages.AT)));
        assertThat(server.all("dead_letters")).hasSize(3);
    }

    @Test
    void messageTheBrokerGaveUpOnIsALetterOfTheBroker() {
        take(Messages.brokerDeath());
        take(Messages.brokerDeath());
        BsonDocument stored = only();
        assertThat(stored.getString("stage").getValue()).isEqualTo("broker");
        assertThat(stored.getString("reason").getValue()).isEqualTo("delivery_limit");
        assertThat(stored.getString("detail").getValue()).contains("features.classify");
        assertThat(stored.getString("queue").getValue()).isEqualTo("features.classify");
        assertThat(stored.getString("exchange").getValue()).isEqualTo("features");
        assertThat(stored.getString("routingKey").getValue()).isEqualTo("text");
        assertThat(stored.getString("productId").getValue()).isEqualTo("a");
        assertThat(stored.getInt64("version").getValue()).isEqualTo(7);
        assertThat(stored.getDocument("headers").getString(Headers.KIND).getValue())
                .isEqualTo("text");
        assertThat(stored.getBinary("payload").getData()).isEqualTo(Messages.PAYLOAD);
    }

    @Test
    void letterThatCannotBeReadIsStoredRawInsteadOfGoingInACircle() {
        byte[] garbage = "{not json".getBytes(StandardCharsets.UTF_8);
        take(Messages.of(garbage, Map.of(Headers.KIND, Headers.KIND_DEAD_LETTER)));
        assertThat(only().getBinary("payload").getData()).isEqualTo(garbage);
        assertThat(only().getString("stage").getValue()).isEqualTo("broker");
    }

    @Test
    void letterThatCannotBeStoredIsGivenUpInsteadOfGoingInACircle() {
        take(Messages.of(new byte[17 << 20], Map.of("x-death", List.of())));
        assertThat(server.all("dead_letters")).isEmpty();
    }

    @Test
    void storeThatIsDownHoldsTheLetter() {
        server.crash();
        StepVerifier.create(store.handle(Messages.delivery(LETTER)))
                .expectError(DependencyUnavailable.class)
                .verify(EmbeddedStore.PATIENCE);
    }

    private void take(Delivery delivery) {
        StepVerifier.create(store.handle(delivery))
                .expectNext(new Outcome.Done())
                .expectComplete()
                .verify(EmbeddedStore.PATIENCE);
    }

    private int look() {
        return resolution.look().block(EmbeddedStore.PATIENCE);
    }

    private void stands(String productId, long version) {
        server.insert("products", List.of(product(productId, version)));
    }

    private static BsonDocument product(String productId, long version) {
        return new BsonDocument("_id", new BsonString(productId))
                .append("current", new BsonDocument("version", new BsonInt64(version)));
    }

    private static BsonDocument letterOf(String productId) {
        return new BsonDocument("stage", new BsonString("classify"))
                .append("productId", new BsonString(productId))
                .append("version", new BsonInt64(1));
    }

    private void replay() {
        Mono.from(server.collection("dead_letters")
                        .updateMany(Filters.eq("replayedAt", null), Updates.set("replayedAt", new Date())))
                .block(EmbeddedStore.PATIENCE);
    }

    private BsonDocument only() {
        List<BsonDocument> all = server.all("dead_letters");
        assertThat(all).hasSize(1);
        return all.get(0);
    }
}
