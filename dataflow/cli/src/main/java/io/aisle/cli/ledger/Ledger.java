package io.aisle.cli.ledger;

import io.aisle.contract.Codec;
import io.aisle.contract.ContractViolation;
import io.aisle.contract.ProductKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The append-only file of what was sent and what was accepted. Entries are on the disk when {@code append} returns, so
 * a sender that is killed has never sent what it has not written down. A line torn by such a kill is skipped and
 * counted when read. Thread-safe.
 */
public final class Ledger implements AutoCloseable {
    private final FileChannel file;

    private Ledger(FileChannel file) {
        this.file = file;
    }

    /** Opens the file for appending, creating it and its folder where needed. */
    public static Ledger open(Path path) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            boolean torn = endsInTheMiddleOfALine(path);
            var ledger = new Ledger(FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
            if (torn) {
                ledger.write("\n");
            }
            return ledger;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the ledger " + path, e);
        }
    }

    /** Appends the entries in one write and forces them to the disk. */
    public void append(List<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        var lines = new StringBuilder();
        entries.forEach(entry -> lines.append(json(entry)).append('\n'));
        write(lines.toString());
    }

    /**
     * Hands every readable entry of the file, in order, to {@code reader}.
     *
     * @return how many lines could not be read
     */
    public static long read(Path path, Consumer<Entry> reader) {
        if (!Files.exists(path)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(path, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> !line.isEmpty() && !readInto(reader, line))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the ledger " + path, e);
        }
    }

    private static boolean readInto(Consumer<Entry> reader, String line) {
        Entry entry = parse(line);
        if (entry != null) {
            reader.accept(entry);
        }
        return entry != null;
    }

    private static @Nullable Entry parse(String line) {
        try {
            // Read byte by byte: a line may be torn in the middle of a character.
            JsonNode json = Codec.tree(line.getBytes(StandardCharsets.ISO_8859_1));
            JsonNode id = json.path("productId");
            ProductKey key = id.isString() && json.path("version").isIntegralNumber()
                    ? new ProductKey(id.stringValue(), json.path("version").longValue())
                    : null;
            return new Entry(
                    Entry.Event.valueOf(json.path("event").asString("")),
                    key,
                    json.path("line").asLong(0),
                    json.path("detail").asString(""),
                    Instant.parse(json.path("at").asString("")));
        } catch (ContractViolation | IllegalArgumentException | java.time.format.DateTimeParseException torn) {
            return null;
        }
    }

    private static String json(Entry entry) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("event", entry.event().name());
        fields.put("at", entry.at().toString());
        fields.put("line", entry.line());
        if (entry.key() != null) {
            fields.put("productId", entry.key().productId());
            fields.put("version", entry.key().version());
        }
        if (!entry.detail().isEmpty()) {
            fields.put("detail", entry.detail());
        }
        return new String(Codec.encode(fields), StandardCharsets.UTF_8);
    }

    private synchronized void write(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the ledger", e);
        }
    }

    private static boolean endsInTheMiddleOfALine(Path path) throws IOException {
        if (!Files.exists(path) || Files.size(path) == 0) {
            return false;
        }
        try (FileChannel end = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            end.read(last, end.size() - 1);
            return last.get(0) != '\n';
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the ledger", e);
        }
    }
}
