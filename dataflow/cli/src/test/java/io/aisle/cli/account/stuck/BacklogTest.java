package io.aisle.cli.account.stuck;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import io.aisle.cli.EmbeddedStore;
import io.aisle.cli.account.Account;
import io.aisle.cli.account.MongoStore;
import io.aisle.cli.account.Row;
import io.aisle.cli.account.Sent;
import io.aisle.cli.account.SinkAccount;
import io.aisle.cli.ledger.Entry;
import io.aisle.cli.ledger.Entry.Event;
import io.aisle.cli.ledger.Ledger;
import io.aisle.contract.ProductKey;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacklogTest {
    private static final Instant MINUTE = Instant.parse("2026-01-02T03:04:00Z");
    private static final ProductKey STORED = new ProductKey("stored", 1);
    private static final ProductKey OLD = new ProductKey("old", 1);
    private static final ProductKey YOUNG = new ProductKey("young", 1);

    @TempDir
    Path folder;

    @Test
    void countsWhatHasNoEndFromItsFirstAcceptance() {
        Path ledger = folder.resolve("ledger.jsonl");
        write(ledger, STORED, 0);
        write(ledger, OLD, 59);
        write(ledger, YOUNG, 60);
        write(ledger, OLD, 300);
        Sent sent = Sent.in(ledger);
        Account account = new Account(
                sent,
                List.of(
                        SinkAccount.of("mongo", sent, List.of(row(STORED), row(YOUNG)), List.of()),
                        SinkAccount.of("legacy", sent, List.of(row(STORED)), List.of())),
                List.of());
        Backlog backlog = Backlog.of(account, ledger);
        assertThat(backlog.count()).isEqualTo(2);
        assertThat(backlog.oldest())
                .isEqualTo(new Backlog.Waiting(OLD, MINUTE.plusSeconds(59), List.of("mongo", "legacy")));
        assertThat(backlog.perMinute()).isEqualTo(Map.of(MINUTE, 1L, MINUTE.plusSeconds(60), 1L));
    }

    @Test
    void isEmptyWhenEverythingHasAnEnd() {
        Path ledger = folder.resolve("ledger.jsonl");
        write(ledger, STORED, 0);
        Sent sent = Sent.in(ledger);
        Account account =
                new Account(sent, List.of(SinkAccount.of("mongo", sent, List.of(row(STORED)), List.of())), List.of());
        assertThat(Backlog.of(account, ledger).oldest()).isNull();
    }

    @Test
    void lettersAreCountedByStageAndReasonWithTheirFirstLastAndAnExample() {
        try (var server = new EmbeddedStore();
                MongoStore mongo = MongoStore.at(server.uri())) {
            MongoCollection<Document> letters = mongo.deadLetters();
            letters.insertMany(List.of(
                    letter("image", "failed", 1).append("productId", "a").append("version", 1L),
                    letter("image", "failed", 3)
                            .append("productId", "b")
                            .append("version", 2L)
                            .append("detail", "boom"),
                    letter("image", "failed", 2).append("failures", List.of(new Date(2_000))),
                    letter("broker", "delivery_limit", 9).append("queue", "categories.store"),
                    letter("image", "failed", 0).append("replayedAt", new Date()),
                    letter("image", "failed", 0).append("resolvedAt", new Date())));
            assertThat(LetterGroup.read(mongo))
                    .containsExactly(
                            new LetterGroup("image", "failed", 3, at(1), at(3), "b@2", "boom"),
                            new LetterGroup(
                                    "broker, categories.store", "delivery_limit", 1, at(9), at(9), "letter x9", ""));
        }
    }

    private static Document letter(String stage, String reason, int second) {
        return new Document("stage", stage)
                .append("_id", stage.equals("broker") ? "x" + second : new org.bson.types.ObjectId())
                .append("reason", reason)
                .append("at", new Date(second * 1_000L));
    }

    private static Instant at(int second) {
        return Instant.ofEpochSecond(second);
    }

    private static Row row(ProductKey key) {
        return new Row(key, "0101");
    }

    private static void write(Path file, ProductKey key, int seconds) {
        try (Ledger ledger = Ledger.open(file)) {
            Instant at = MINUTE.plusSeconds(seconds);
            ledger.append(List.of(
                    new Entry(Event.ATTEMPTED, key, 1, "", at.minusSeconds(600)),
                    new Entry(Event.ACCEPTED, key, 1, "", at)));
        }
    }
}
