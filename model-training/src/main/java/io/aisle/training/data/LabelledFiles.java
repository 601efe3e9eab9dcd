package io.aisle.training.data;

import io.aisle.catalogue.LabelledProduct;
import io.aisle.contract.ContractViolation;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** JSON lines, gzipped or not, one {@link LabelledLine} each. A line that cannot be used is counted and left out. */
public final class LabelledFiles implements Source {
    private static final int GZIP = 0x1f8b;
    /** Some editors begin a file with it. */
    private static final String BYTE_ORDER_MARK = "\ufeff";
    /** Lines named for each reason. */
    private static final int NAMED = 3;

    private final List<Path> files;
    private final @Nullable Path images;
    private final Map<String, Refusal> refusals = new TreeMap<>();

    /** @param images directory that picture paths begin in; null for the directory of each file */
    public LabelledFiles(List<Path> files, @Nullable Path images) {
        this.files = List.copyOf(files);
        this.images = images;
    }

    private static final class Refusal {
        private int lines;
        private String examples = "";

        void add(String place) {
            examples += lines < NAMED ? (lines == 0 ? "" : ", ") + place : "";
            lines++;
        }
    }

    @Override
    public void read(Consumer<LabelledProduct> use) {
        files.forEach(LabelledFiles::requirePlain);
        refusals.clear();
        files.forEach(file -> read(file, use));
    }

    /** A pipe is empty the second time, or waits for ever for somebody who writes. */
    private static void requirePlain(Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "data: " + file + " must be a plain file and no pipe: most commands read it more than once.");
        }
    }

    private void read(Path file, Consumer<LabelledProduct> use) {
        Path beside = file.toAbsolutePath().getParent();
        Path directory = Objects.requireNonNullElse(images, Objects.requireNonNullElse(beside, Path.of("")));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(open(file), StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                line = number == 1 && line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
                if (!line.isBlank()) {
                    read(line, directory, file.getFileName() + ":" + number, use);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("data: cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private void read(String line, Path directory, String place, Consumer<LabelledProduct> use) {
        try {
            LabelledLine labelled = new LabelledLine(JsonMapper.shared().readTree(line), directory, place);
            LabelledProduct product = labelled.read();
            labelled.problems().forEach(problem -> refuse(problem, place));
            use.accept(product);
        } catch (JacksonException e) {
            refuse("line is no JSON", place);
        } catch (ContractViolation e) {
            refuse((e.field().isEmpty() ? "line" : e.field()) + " " + e.problem(), place);
        }
    }

    private void refuse(String reason, String place) {
        refusals.computeIfAbsent(reason, any -> new Refusal()).add(place);
    }

    @Override
    public String refusals() {
        return refusals.entrySet().stream()
                .map(entry -> entry.getValue().lines + " x " + entry.getKey() + " (" + entry.getValue().examples + ")")
                .collect(Collectors.joining("; "));
    }

    private static InputStream open(Path file) throws IOException {
        BufferedInputStream stream = new BufferedInputStream(Files.newInputStream(file));
        stream.mark(2);
        int magic = stream.read() << 8 | stream.read();
        stream.reset();
        return magic == GZIP ? new GZIPInputStream(stream, 1 << 16) : stream;
    }
}
