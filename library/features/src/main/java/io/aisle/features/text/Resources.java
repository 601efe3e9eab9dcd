package io.aisle.features.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The word lists that stand beside this package's classes. */
final class Resources {
    private Resources() {}

    /** The lines of a list, without blank ones and those that begin with {@code #}. */
    static List<String> lines(String name) {
        try (InputStream bytes = Resources.class.getResourceAsStream(name)) {
            if (bytes == null) {
                throw new IllegalStateException("text analysis: word list is missing (" + name + ")");
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
            return reader.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
