package io.aisle.cli.demo;

import io.aisle.catalogue.DemoEvent;
import io.aisle.catalogue.DemoScript;
import io.aisle.cli.screen.CommandFailed;
import io.aisle.contract.ProductKey;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The lines of the demo as a file, and what must become of them.
 *
 * @param file newline-delimited JSON
 * @param expected one per line, in order
 */
record Traffic(Path file, List<Expected> expected) {
    /**
     * @param line number in the file, from 1
     * @param kind why it is in the demo
     * @param key the product version, where it carries one
     * @param categoryId the leaf it belongs to; null where nothing is classified
     * @param accepted whether the source must accept it
     */
    record Expected(
            long line,
            DemoEvent.Kind kind,
            @Nullable ProductKey key,
            @Nullable String categoryId,
            boolean accepted) {}

    /** Makes the lines, pictures included, and writes them. */
    static Traffic write(DemoScript script, Path file) {
        var expected = new ArrayList<Expected>();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (DemoEvent event : (Iterable<DemoEvent>) script.events()::iterator) {
                out.write(event.json());
                out.write('\n');
                String category =
                        event.expected() == null ? null : event.expected().id();
                expected.add(new Expected(expected.size() + 1L, event.kind(), event.key(), category, event.accepted()));
            }
        } catch (IOException e) {
            throw new CommandFailed("cannot write the demo's lines to " + file, "Free some disk space", e);
        }
        return new Traffic(file, List.copyOf(expected));
    }

    /** How many lines there are of each kind. */
    Map<DemoEvent.Kind, Long> kinds() {
        return expected.stream()
                .collect(Collectors.groupingBy(
                        Expected::kind, () -> new EnumMap<>(DemoEvent.Kind.class), Collectors.counting()));
    }

    /** The leaf each classified product version belongs to. */
    Map<ProductKey, String> categories() {
        Map<ProductKey, String> categories = new HashMap<>();
        for (Expected line : expected) {
            if (line.key() != null && line.categoryId() != null) {
                categories.put(line.key(), line.categoryId());
            }
        }
        return categories;
    }

    /** The famous cases. */
    Set<ProductKey> named() {
        return expected.stream()
                .filter(line -> line.kind() == DemoEvent.Kind.NAMED)
                .map(Expected::key)
                .filter(java.util.Objects::nonNull)
                .collect(Collectors.toSet());
    }

    /** Numbers of the lines the source must refuse. */
    Set<Long> malformed() {
        return expected.stream()
                .filter(line -> !line.accepted())
                .map(Expected::line)
                .collect(Collectors.toSet());
    }
}
