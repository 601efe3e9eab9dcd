package io.aisle.cli.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Updates;
import io.aisle.cli.EmbeddedStore;
import io.aisle.cli.ledger.Entry;
import io.aisle.cli.ledger.Ledger;
import io.aisle.contract.ProductKey;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoresTest {
    @TempDir
    Path folder;

    private final EmbeddedStore server = new EmbeddedStore();
    private final MongoStore mongo = MongoStore.at(server.uri());

    @AfterEach
    void close() {
        mongo.close();
        server.close();
    }

    @Test
    void readsStoredProductsAndTombstones() {
        store("a", 3, "0101");
        store("gone", 2, null);
        assertThat(mongo.rows()).containsExactlyInAnyOrder(row("a", 3, "0101"), row("gone", 2, ""));
        assertThat(mongo.results()).anySatisfy(result -> {
            assertThat(result.category()).isEqualTo("패션 > 원피스");
            assertThat(result.modalities()).isEqualTo("image, name");
            assertThat(result.engine()).isEqualTo("onnx fp32");
        });
        assertThat(mongo.results()).anyMatch(Result::isTombstone);
    }

    @Test
    void readsTheLegacyTableAndTakesAMissingOneForAnEmptyOne() throws SQLException {
        String url = "jdbc:h2:file:" + folder.resolve("legacy");
        assertThat(new LegacyStore(url).rows()).isEmpty();
        legacy(
                url,
                "create table product_category (product_id varchar primary key, version bigint, category_id varchar)");
        legacy(url, "insert into product_category values ('a', 3, '0101'), ('gone', 2, null)");
        assertThat(new LegacyStore(url).rows()).containsExactlyInAnyOrder(row("a", 3, "0101"), row("gone", 2, ""));
    }

    @Test
    void aLetterOfOneSinksOwnStageIsNoEndInTheOther() throws SQLException {
        sent("a", 1);
        store("a", 1, "0101");
        bury("a", 1, MongoStore.STAGE);
        Account account = new Accountant(ledger(), mongo, legacyTable()).read();
        assertThat(account.sinks().get(0).stored()).isEqualTo(1);
        assertThat(account.sinks().get(1).lost()).containsExactly(new ProductKey("a", 1));
        bury("a", 1, LegacyStore.STAGE);
        account = new Accountant(ledger(), mongo, legacyTable()).read();
        assertThat(account.sinks().get(1).dead()).isEqualTo(1);
        assertThat(account.differences()).hasSize(1);
    }

    @Test
    void aLetterThatTheStoreResolvedIsClosed() {
        bury("a", 1, "classify");
        resolve("stored");
        assertThat(mongo.graves()).isEmpty();
        assertThat(mongo.outdated()).isEmpty();
        resolve("superseded");
        assertThat(mongo.graves()).isEmpty();
        assertThat(mongo.outdated()).singleElement().matches(grave -> !grave.open());
    }

    @Test
    void aLetterThatANewerVersionClosedIsStillAnEndForASinkThatNeverGotThatOne() throws SQLException {
        sent("a", 1);
        sent("a", 2);
        store("a", 2, "0101");
        bury("a", 1, "classify");
        resolve("superseded");
        bury("a", 2, LegacyStore.STAGE);
        Account account = new Accountant(ledger(), mongo, legacyTable()).read();
        assertThat(account.sinks().get(0).balances()).isTrue();
        assertThat(account.sinks().get(1).dead()).isEqualTo(2);
        assertThat(account.sinks().get(1).balances()).isTrue();
    }

    @Test
    void aLetterOfTheBrokerTellsTheQueueItDiedIn() {
        Document letter = new Document("productId", "a").append("version", 1L).append("stage", "broker");
        insert("dead_letters", letter.append("reason", "delivery_limit").append("queue", "categories.legacy"));
        assertThat(mongo.graves()).singleElement().matches(grave -> !grave.concerns("mongo") && grave.open());
    }

    @Test
    void drainingEndsWhenAllIsAccountedFor() throws InterruptedException {
        sent("a", 1);
        var seen = new ArrayList<Account>();
        Account account = new Accountant(ledger(), mongo, null).drain(Duration.ofSeconds(30), reading -> {
            if (seen.isEmpty()) {
                store("a", 1, "0101");
            }
            seen.add(reading);
        });
        assertThat(seen).extracting(Account::drained).containsExactly(false, true);
        assertThat(account.balances()).isTrue();
    }

    @Test
    void drainingGivesUpWhenNothingMoves() throws InterruptedException {
        sent("a", 1);
        Account account = new Accountant(ledger(), mongo, null).drain(Duration.ofMillis(100), reading -> {});
        assertThat(account.sinks().get(0).lost()).containsExactly(new ProductKey("a", 1));
    }

    @Test
    void drainingWaitsForTheLetterOfAProductThatIsStoredAfterAllToBeClosed() throws InterruptedException {
        sent("a", 1);
        bury("a", 1, "classify");
        store("a", 1, "0101");
        var seen = new ArrayList<Account>();
        Account account = new Accountant(ledger(), mongo, null).drain(Duration.ofSeconds(30), reading -> {
            mongo.deadLetters().updateMany(new Document(), Updates.set("replayedAt", new Date()));
            seen.add(reading);
        });
        assertThat(seen.get(0).sinks().get(0).doubled()).containsExactly(new ProductKey("a", 1));
        assertThat(account.balances()).isTrue();
    }

    private LegacyStore legacyTable() {
        return new LegacyStore("jdbc:h2:file:" + folder.resolve("legacy"));
    }

    private Path ledger() {
        return folder.resolve("ledger.jsonl");
    }

    private void sent(String id, long version) {
        var key = new ProductKey(id, version);
        try (Ledger ledger = Ledger.open(ledger())) {
            ledger.append(List.of(
                    new Entry(Entry.Event.ATTEMPTED, key, 1, "", Instant.now()),
                    new Entry(Entry.Event.ACCEPTED, key, 1, "", Instant.now())));
        }
    }

    private void store(String id, long version, String leaf) {
        Document current = new Document("version", version).append("product", new Document("name", "원피스"));
        if (leaf != null) {
            List<Document> path = List.of(new Document("name", "패션"), new Document("name", "원피스"));
            current.append("category", new Document("id", leaf).append("path", path))
                    .append("confidence", 0.9)
                    .append("modalities", List.of("NAME", "IMAGE"))
                    .append("model", new Document("engine", "onnx").append("precision", "fp32"));
        }
        insert("products", new Document("_id", id).append("current", current));
    }

    private void bury(String id, long version, String stage) {
        insert(
                "dead_letters",
                new Document("productId", id)
                        .append("version", version)
                        .append("stage", stage)
                        .append("reason", "failed"));
    }

    private void resolve(String by) {
        mongo.deadLetters()
                .updateMany(
                        new Document(),
                        Updates.combine(Updates.set("resolvedAt", new Date()), Updates.set("resolvedBy", by)));
    }

    private void insert(String collection, Document document) {
        try (var client = MongoClients.create(server.uri())) {
            client.getDatabase("aisle").getCollection(collection).insertOne(document);
        }
    }

    private static void legacy(String url, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url, "sa", "");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Row row(String id, long version, String category) {
        return new Row(new ProductKey(id, version), category);
    }
}
