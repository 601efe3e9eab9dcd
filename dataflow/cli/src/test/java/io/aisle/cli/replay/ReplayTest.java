package io.aisle.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.aisle.cli.EmbeddedStore;
import io.aisle.cli.account.Grave;
import io.aisle.cli.account.MongoStore;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private final EmbeddedStore server = new EmbeddedStore();
    private final MongoStore store = MongoStore.at(server.uri());
    private final List<Letter> published = new ArrayList<>();

    @BeforeEach
    void fill() {
        store.deadLetters()
                .insertMany(List.of(
                        letter("1", "tokenize", "malformed", null),
                        letter("2", "classify", "join-timeout", null),
                        letter("3", "classify", "join-timeout", null),
                        letter("4", "classify", "failed", new Date())));
    }

    @AfterEach
    void close() {
        store.close();
        server.close();
    }

    @Test
    void aDryRunCountsByStageAndReasonAndChangesNothing() {
        Map<Letter.Group, Replay.Tally> counts = new Replay(store.deadLetters(), null, null, 0).count();
        assertThat(counts)
                .containsExactly(
                        Map.entry(new Letter.Group("classify", "join-timeout"), new Replay.Tally(2, 0)),
                        Map.entry(new Letter.Group("tokenize", "malformed"), new Replay.Tally(1, 0)));
        assertThat(store.graves()).hasSize(3);
    }

    @Test
    void sendsTheChosenLettersWithTheirBytesHeadersAndAddress() {
        new Replay(store.deadLetters(), "tokenize", null, 0).send(this::publish);
        assertThat(published).singleElement().satisfies(letter -> {
            assertThat(letter.payload()).isEqualTo(new byte[] {1, 2, 3});
            assertThat(letter.headers()).containsEntry("aisle-version", "1");
            assertThat(letter.exchange()).isEqualTo("products");
            assertThat(letter.routingKey()).isEqualTo("key");
        });
        assertThat(store.graves()).extracting(Grave::stage).containsExactly("classify", "classify");
    }

    @Test
    void aLetterWhoseProductStandsInTheStoreAfterAllIsNotSent() {
        store.deadLetters().updateOne(Filters.eq("_id", "1"), Updates.set("resolvedAt", new Date()));
        new Replay(store.deadLetters(), "tokenize", null, 0).send(this::publish);
        assertThat(published).isEmpty();
    }

    @Test
    void aLetterTheBrokerDidNotTakeStaysADeadLetter() {
        Map<Letter.Group, Replay.Tally> counts =
                new Replay(store.deadLetters(), null, "join-timeout", 0).send(letters -> letters.subList(0, 1));
        assertThat(counts.values()).containsExactly(new Replay.Tally(2, 1));
        assertThat(store.graves()).hasSize(2);
    }

    @Test
    void aLetterThatFailsAgainBeforeItIsMarkedStaysOpen() {
        new Replay(store.deadLetters(), "tokenize", null, 0).send(letters -> {
            store.deadLetters().updateOne(Filters.eq("_id", "1"), Updates.push("failures", new Date(99)));
            return letters;
        });
        assertThat(store.graves()).hasSize(3);
    }

    @Test
    void neverSendsMoreThanTheLimitAndNothingTwice() {
        new Replay(store.deadLetters(), null, null, 1).send(this::publish);
        new Replay(store.deadLetters(), null, null, 0).send(this::publish);
        new Replay(store.deadLetters(), null, null, 0).send(this::publish);
        assertThat(published).extracting(letter -> letter.id().toString()).containsExactly("1", "2", "3");
    }

    private List<Letter> publish(List<Letter> letters) {
        published.addAll(letters);
        return letters;
    }

    private static Document letter(String id, String stage, String reason, Date replayedAt) {
        return new Document("_id", id)
                .append("stage", stage)
                .append("reason", reason)
                .append("productId", "p" + id)
                .append("version", 1L)
                .append("exchange", "products")
                .append("routingKey", "key")
                .append("headers", new Document("aisle-version", "1"))
                .append("payload", new Binary(new byte[] {1, 2, 3}))
                .append("at", new Date(1_000))
                .append("failures", List.of(new Date(1_000)))
                .append("replayedAt", replayedAt);
    }
}
