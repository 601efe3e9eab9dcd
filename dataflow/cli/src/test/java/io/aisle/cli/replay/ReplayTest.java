package io.aisle.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.aisle.cli.EmbeddedStore;
import io.aisle.cli.account.Grave;
import io.aisle.cli.account.MongoStore;
import io.aisle.cli.screen.Screen;
import io.aisle.contract.ProductKey;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
        assertThat(replay(null, null, 0).count().counts())
                .containsExactly(
                        Map.entry(new Slip.Group("classify", "join-timeout"), new Report.Tally(2, 0, 0)),
                        Map.entry(new Slip.Group("tokenize", "malformed"), new Report.Tally(1, 0, 0)));
        assertThat(store.graves()).hasSize(3);
    }

    @Test
    void sendsTheChosenLettersWithTheirBytesHeadersAndAddress() {
        replay("tokenize", null, 0).send(this::publish);
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
        replay("tokenize", null, 0).send(this::publish);
        assertThat(published).isEmpty();
    }

    @Test
    void aLetterTheBrokerDidNotTakeStaysADeadLetter() {
        Report report = replay(null, "join-timeout", 0).send(letters -> letters.subList(0, 1));
        assertThat(report.counts().values()).containsExactly(new Report.Tally(2, 1, 0));
        assertThat(report.hasRefused()).isTrue();
        assertThat(store.graves()).hasSize(2);
    }

    @Test
    void aLetterThatFailsAgainBeforeItIsMarkedStaysOpen() {
        replay("tokenize", null, 0).send(letters -> {
            store.deadLetters().updateOne(Filters.eq("_id", "1"), Updates.push("failures", new Date(99)));
            return letters;
        });
        assertThat(store.graves()).hasSize(3);
    }

    @Test
    void neverSendsMoreThanTheLimitAndNothingTwice() {
        replay(null, null, 1).send(this::publish);
        replay(null, null, 0).send(this::publish);
        replay(null, null, 0).send(this::publish);
        assertThat(ids()).containsExactly("1", "2", "3");
    }

    @Test
    void twoHalvesThatDiedApartAreSentTogether() {
        halves(half("t", "p", 1, "text", "half-missing"), half("i", "p", 1, "image", "failed"));
        Report report = replay(null, "half-missing", 0).send(this::publish);
        assertThat(ids()).containsExactly("t", "i");
        assertThat(report.isComplete()).isTrue();
        assertThat(store.graves()).isEmpty();
    }

    @Test
    void aPairOfWhichTheBrokerTookOneStaysWhole() {
        halves(half("t", "p", 1, "text", "failed"), half("i", "p", 1, "image", "failed"));
        Report report = replay(null, null, 0).send(letters -> letters.subList(0, 1));
        assertThat(report.counts().values()).containsExactly(new Report.Tally(2, 0, 0));
        assertThat(store.graves()).hasSize(2);
    }

    @Test
    void aHalfAloneIsNeverSentAndItsProductIsNamed() {
        halves(half("t", "p", 1, "text", "half-missing"), half("i", "p", 2, "image", "half-missing"));
        Report report = replay(null, null, 0).send(this::publish);
        assertThat(published).isEmpty();
        assertThat(report.keys()).containsExactlyInAnyOrder(new ProductKey("p", 1), new ProductKey("p", 2));
        assertThat(report.isComplete()).isFalse();
        assertThat(report.hasRefused()).isFalse();
        assertThat(store.graves()).hasSize(2);
        assertThat(shown(report)).contains("p              1  text half").contains("./aisle send FILE");
        assertThat(report.figures()).containsEntry("needTheProduct", report.keys());
    }

    @Test
    void theProductEventIsSentInsteadOfItsHalvesWhichItClears() {
        halves(
                half("t", "p", 1, "text", "half-missing"),
                letter("e", "image", "failed", null).append("productId", "p"),
                letter("s", "source", "failed", null).append("productId", "p").append("exchange", "incoming"));
        replay("classify", null, 0).send(this::publish);
        assertThat(ids()).containsExactly("e");
        assertThat(store.graves()).isEmpty();
    }

    @Test
    void aHalfThatFailsAgainWhileItsProductEventIsSentStaysOpen() {
        halves(
                half("t", "p", 1, "text", "half-missing"),
                letter("e", "image", "failed", null).append("productId", "p"));
        replay(null, null, 0).send(letters -> {
            store.deadLetters().updateOne(Filters.eq("_id", "t"), Updates.push("failures", new Date(99)));
            return letters;
        });
        assertThat(store.graves()).extracting(Grave::stage).containsExactly("classify");
    }

    @Test
    void aHalfOfAnotherVersionIsNoPartner() {
        halves(half("t", "p", 1, "text", "half-missing"), half("i", "p", 2, "image", "half-missing"));
        assertThat(replay(null, null, 0).count().alone()).hasSize(2);
    }

    @Test
    void aClassificationGoesOnByItselfWhateverElseDiedOfItsProduct() {
        halves(
                half("t", "p", 1, "text", "half-missing"),
                letter("c", "legacy", "failed", null).append("productId", "p").append("exchange", "categories"));
        assertThat(replay("legacy", null, 0).send(this::publish).isComplete()).isTrue();
        assertThat(ids()).containsExactly("c");
    }

    @Test
    void theLimitCountsLettersAndTheirPartnersComeAlong() {
        halves(
                half("t1", "p", 1, "text", "failed"),
                half("t2", "q", 1, "text", "failed"),
                half("i1", "p", 1, "image", "failed"),
                half("i2", "q", 1, "image", "failed"));
        replay(null, null, 1).send(this::publish);
        assertThat(ids()).containsExactlyInAnyOrder("t1", "i1");
    }

    @Test
    void whatWasClosedAfterThePlanIsNotSent() {
        store.deadLetters().deleteMany(new Document());
        List<Document> many = IntStream.range(0, 60)
                .mapToObj(i -> letter("m" + (100 + i), "image", "failed", null))
                .toList();
        store.deadLetters().insertMany(many);
        Report report = replay(null, null, 0).send(letters -> {
            store.deadLetters().updateOne(Filters.eq("_id", "m159"), Updates.set("resolvedAt", new Date()));
            return publish(letters);
        });
        assertThat(published).hasSize(59);
        assertThat(report.isComplete()).isTrue();
    }

    private Replay replay(String stage, String reason, int limit) {
        return new Replay(store.deadLetters(), new Plan.Choice(stage, reason, limit));
    }

    private void halves(Document... letters) {
        store.deadLetters().deleteMany(new Document());
        store.deadLetters().insertMany(List.of(letters));
    }

    private static Document half(String id, String productId, long version, String kind, String reason) {
        return letter(id, "classify", reason, null)
                .append("productId", productId)
                .append("version", version)
                .append("exchange", "features")
                .append("headers", new Document("aisle-kind", kind));
    }

    private List<String> ids() {
        return published.stream().map(letter -> letter.id().toString()).toList();
    }

    private static String shown(Report report) {
        var bytes = new ByteArrayOutputStream();
        ReportTable.done(report, new Screen(new PrintStream(bytes)));
        return bytes.toString(StandardCharsets.UTF_8);
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
