package io.aisle.cli.account.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClients;
import io.aisle.cli.EmbeddedStore;
import io.aisle.cli.account.LegacyStore;
import io.aisle.cli.account.MongoStore;
import io.aisle.cli.ledger.Entry;
import io.aisle.cli.ledger.Entry.Event;
import io.aisle.cli.ledger.Ledger;
import io.aisle.cli.screen.Screen;
import io.aisle.contract.Codec;
import io.aisle.contract.ProductKey;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class StoryTest {
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");
    private static final String TABLE =
            "create table product_category (product_id varchar primary key, version bigint, category_id varchar)";

    @TempDir
    Path folder;

    private final EmbeddedStore server = new EmbeddedStore();
    private final MongoStore mongo = MongoStore.at(server.uri());

    @BeforeEach
    void create() throws SQLException {
        legacy(TABLE);
    }

    @AfterEach
    void close() {
        mongo.close();
        server.close();
    }

    @Test
    void aProductThatIsStoredEverywhereIsClosed() throws SQLException {
        sent("p", 1, Event.ATTEMPTED, Event.ACCEPTED);
        sent("other", 1, Event.ATTEMPTED, Event.ACCEPTED);
        stored("p", 1);
        Story story = story("p");
        assertThat(story.isClosed()).isTrue();
        assertThat(meaning(story)).isEqualTo("Accepted; stored in mongo, stored in legacy.");
        assertThat(shown(story))
                .containsPattern("1 +1 +2026-01-02T03:04:05Z \\(2 min ago\\) +2026-01-02T03:04:05Z")
                .containsPattern("legacy +1 +0101");
    }

    @Test
    void aVersionThatDiedSaysWhereAndWhatToRun() {
        sent("p", 1, Event.ATTEMPTED, Event.ACCEPTED);
        letter("p", 1L, "tokenize", new Document());
        Story story = story("p");
        assertThat(story.isClosed()).isTrue();
        assertThat(meaning(story)).contains("dead for mongo (tokenize: failed)").contains("./aisle replay");
        assertThat(shown(story))
                .containsPattern("1 +tokenize +failed +3 +1 +2026-01-02T03:04:05Z .* open +why it failed");
    }

    @Test
    void aVersionWithoutAnEndIsNotClosed() throws SQLException {
        sent("p", 1, Event.ATTEMPTED, Event.ACCEPTED);
        legacy("insert into product_category values ('p', 1, '0101')");
        Story story = story("p");
        assertThat(story.isClosed()).isFalse();
        assertThat(meaning(story))
                .contains("without an end in mongo, stored in legacy")
                .contains("./aisle account --stuck");
    }

    @Test
    void aVersionWithTwoEndsIsNotClosed() throws SQLException {
        sent("p", 1, Event.ATTEMPTED, Event.ACCEPTED);
        stored("p", 1);
        letter("p", 1L, "legacy", new Document());
        Story story = story("p");
        assertThat(story.isClosed()).isFalse();
        assertThat(meaning(story)).contains("An open letter contradicts that in legacy");
    }

    @Test
    void eachVersionHasItsChapterAndOneCanBeAskedFor() throws SQLException {
        sent("p", 1, Event.ATTEMPTED, Event.ACCEPTED);
        sent("p", 2, Event.ATTEMPTED, Event.ACCEPTED);
        stored("p", 2);
        letter("p", 1L, "image", new Document("resolvedAt", Date.from(AT)).append("resolvedBy", "superseded"));
        assertThat(story("p").chapters())
                .extracting(Chapter::meaning)
                .satisfiesExactly(
                        older -> assertThat(older).contains("superseded in mongo by a newer version"),
                        newer -> assertThat(newer).contains("stored in mongo"));
        assertThat(story("p@2").chapters()).extracting(Chapter::key).containsExactly(new ProductKey("p", 2));
        assertThat(shown(story("p@1"))).contains("superseded 2026-01-02T03:04:05Z");
    }

    @Test
    void aReplayedLetterSaysWhen() {
        sent("p", 1, Event.ATTEMPTED, Event.ACCEPTED);
        letter("p", 1L, "image", new Document("replayedAt", Date.from(AT)));
        assertThat(shown(story("p"))).contains("sent again 2026-01-02T03:04:05Z");
    }

    @Test
    void whatTheSourceRefusedOrNeverAnsweredIsTold() throws SQLException {
        sent("refused", 1, Event.ATTEMPTED, Event.REJECTED);
        assertThat(meaning(story("refused")))
                .contains("The source refused it: no name")
                .contains("./aisle send FILE");
        sent("unanswered", 1, Event.ATTEMPTED);
        assertThat(meaning(story("unanswered"))).contains("never answered 202").contains("./aisle send FILE");
        stored("unanswered", 1);
        assertThat(meaning(story("unanswered"))).contains("yet it is stored in mongo");
        assertThat(story("unanswered").isClosed()).isTrue();
    }

    @Test
    void whatThisLedgerNeverSentIsNotClosed() throws SQLException {
        stored("ghost", 1);
        assertThat(story("ghost").isClosed()).isFalse();
        assertThat(meaning(story("ghost"))).contains("This ledger never sent it");
        assertThat(story("nobody").isClosed()).isFalse();
        assertThat(shown(story("nobody"))).contains("Nobody has heard of nobody");
    }

    @Test
    void aLetterWithoutAVersionIsShownBesideTheChapters() {
        letter("p", null, "source", new Document());
        assertThat(shown(story("p"))).containsPattern("- +source +failed").contains("name no version");
    }

    @Test
    void theFiguresHoldTheSameStory() throws SQLException {
        sent("p", 1, Event.ATTEMPTED, Event.ACCEPTED);
        stored("p", 1);
        letter("p", 1L, "legacy", new Document());
        JsonNode figures = Codec.tree(Codec.encode(new StoryTable(story("p"), AT).figures()));
        assertThat(figures.at("/standing/mongo/version").asInt()).isEqualTo(1);
        assertThat(figures.at("/versions/0/fates/legacy").asString()).isEqualTo("stored");
        assertThat(figures.at("/versions/0/double/0").asString()).isEqualTo("legacy");
        assertThat(figures.at("/versions/0/letters/0/detail").asString()).isEqualTo("why it failed");
        assertThat(figures.at("/versions/0/sent/accepted").asString()).isEqualTo(AT.toString());
    }

    @Test
    void anIdMayHoldAnAt() {
        var converter = new Subject.Converter();
        assertThat(converter.convert("a@b")).isEqualTo(new Subject("a@b", null));
        assertThat(converter.convert("a@b@12")).isEqualTo(new Subject("a@b", 12L));
    }

    private Story story(String subject) {
        LegacyStore legacy = new LegacyStore(url());
        return Story.read(new Subject.Converter().convert(subject), ledger(), mongo, legacy);
    }

    private static String meaning(Story story) {
        assertThat(story.chapters()).hasSize(1);
        return story.chapters().get(0).meaning();
    }

    private static String shown(Story story) {
        var bytes = new ByteArrayOutputStream();
        new StoryTable(story, AT.plusSeconds(150)).show(new Screen(new PrintStream(bytes)));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private void sent(String id, long version, Event... events) {
        try (Ledger ledger = Ledger.open(ledger())) {
            for (Event event : events) {
                String detail = event == Event.REJECTED ? "no name" : "";
                ledger.append(List.of(new Entry(event, new ProductKey(id, version), 1, detail, AT)));
            }
        }
    }

    private void stored(String id, long version) throws SQLException {
        Document current = new Document("version", version).append("category", new Document("id", "0101"));
        try (var client = MongoClients.create(server.uri())) {
            client.getDatabase("aisle")
                    .getCollection("products")
                    .insertOne(new Document("_id", id).append("current", current));
        }
        legacy("insert into product_category values ('" + id + "', " + version + ", '0101')");
    }

    private void letter(String id, Long version, String stage, Document more) {
        Document letter = new Document("productId", id)
                .append("version", version)
                .append("stage", stage)
                .append("reason", "failed")
                .append("detail", "why it failed")
                .append("attempts", 3)
                .append("at", Date.from(AT))
                .append("failures", List.of(Date.from(AT)));
        letter.putAll(more);
        mongo.deadLetters().insertOne(letter);
    }

    private Path ledger() {
        return folder.resolve("ledger.jsonl");
    }

    private String url() {
        return "jdbc:h2:file:" + folder.resolve("legacy");
    }

    private void legacy(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url(), "sa", "");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
