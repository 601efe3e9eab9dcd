package io.aisle.cli.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisle.cli.account.Sent;
import io.aisle.contract.ProductKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void readsBackWhatWasAppendedAlsoByAnEarlierSender() {
        Path file = folder.resolve("deep/ledger.jsonl");
        Entry attempted = entry(Entry.Event.ATTEMPTED, "p 원", 3, "");
        Entry rejected = new Entry(Entry.Event.REJECTED, null, 9, "400 \"name\" is\nmissing", NOON);
        append(file, attempted);
        append(file, rejected);
        assertThat(read(file)).containsExactly(attempted, rejected);
    }

    @Test
    void anEntryIsOnTheDiskBeforeTheLedgerIsClosed() {
        Path file = folder.resolve("ledger.jsonl");
        try (Ledger ledger = Ledger.open(file)) {
            ledger.append(List.of(entry(Entry.Event.ATTEMPTED, "a", 1, "")));
            assertThat(read(file)).hasSize(1);
        }
    }

    @Test
    void aTornLastLineIsSkippedAndCountedAndSpoilsNoLaterLine() throws IOException {
        Path file = folder.resolve("ledger.jsonl");
        append(file, entry(Entry.Event.ACCEPTED, "a", 1, ""));
        byte[] torn = "{\"event\":\"ACCEPTED\",\"productId\":\"원".getBytes(StandardCharsets.UTF_8);
        Files.write(file, Arrays.copyOf(torn, torn.length - 1), StandardOpenOption.APPEND);
        assertThat(Sent.in(file).unreadable()).isEqualTo(1);
        append(file, entry(Entry.Event.ACCEPTED, "b", 1, ""));
        Sent sent = Sent.in(file);
        assertThat(sent.accepted()).containsExactly(new ProductKey("a", 1), new ProductKey("b", 1));
        assertThat(sent.unreadable()).isEqualTo(1);
    }

    @Test
    void countsKeysOnceAndLinesEachTime() {
        Path file = folder.resolve("ledger.jsonl");
        append(file, entry(Entry.Event.ATTEMPTED, "a", 1, ""), entry(Entry.Event.ACCEPTED, "a", 1, ""));
        append(file, entry(Entry.Event.ATTEMPTED, "a", 1, ""), entry(Entry.Event.ACCEPTED, "a", 1, ""));
        append(file, entry(Entry.Event.ATTEMPTED, "bad", 2, ""), entry(Entry.Event.REJECTED, "bad", 2, "400"));
        Sent sent = Sent.in(file);
        assertThat(sent.attempted()).containsExactly(new ProductKey("a", 1), new ProductKey("bad", 2));
        assertThat(sent.accepted()).containsExactly(new ProductKey("a", 1));
        assertThat(sent.acceptedLines()).isEqualTo(2);
        assertThat(sent.rejectedLines()).isEqualTo(1);
    }

    @Test
    void aMissingLedgerIsAnEmptyOne() {
        assertThat(Sent.in(folder.resolve("none")).attempted()).isEmpty();
    }

    private static Entry entry(Entry.Event event, String id, long version, String detail) {
        return new Entry(event, new ProductKey(id, version), 1, detail, NOON);
    }

    private static void append(Path file, Entry... entries) {
        try (Ledger ledger = Ledger.open(file)) {
            ledger.append(List.of(entries));
        }
    }

    private static List<Entry> read(Path file) {
        var entries = new ArrayList<Entry>();
        Ledger.read(file, entries::add);
        return entries;
    }
}
