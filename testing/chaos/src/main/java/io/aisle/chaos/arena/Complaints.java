package io.aisle.chaos.arena;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What the broker says about its consumers. An acknowledgement it cannot place went to the wrong channel: the next one
 * may meet another message's tag, and that message is lost without a word.
 */
final class Complaints {
    private static final String UNKNOWN = "unknown delivery tag";

    private Complaints() {}

    /**
     * How many acknowledgements the brokers could not place since they were first started.
     *
     * @param logs folder with a {@code broker*.log} for each of them
     */
    static long in(Path logs) {
        try (Stream<Path> files = Files.list(logs)) {
            return files.filter(file -> file.getFileName().toString().matches("broker.*\\.log"))
                    .mapToLong(Complaints::of)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the brokers' logs in " + logs, e);
        }
    }

    private static long of(Path log) {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.contains(UNKNOWN)).count();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + log, e);
        }
    }
}
