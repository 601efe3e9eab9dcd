package io.aisle.platform;

import java.util.Arrays;
import java.util.List;

/**
 * One stream as the dashboard takes it.
 *
 * @param name stream name, also the consumer group of its first app
 * @param definition text of the definition, such as {@code :categories > sink-mongo}
 */
record StreamDefinition(String name, String definition) {

    /** Reads one {@code name = definition} per line; empty lines and lines that begin with # are passed over. */
    static List<StreamDefinition> parse(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(StreamDefinition::parseLine)
                .toList();
    }

    private static StreamDefinition parseLine(String line) {
        String[] parts = line.split("\\s*=\\s*", 2);
        if (parts.length < 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw new PlatformFailure("Not a stream, expected 'name = definition': " + line);
        }
        return new StreamDefinition(parts[0], parts[1]);
    }

    /** Registered names of its apps, in order; named destinations are not apps. */
    List<String> apps() {
        return Arrays.stream(definition.split("[|>]"))
                .map(String::strip)
                .filter(part -> !part.startsWith(":") && !part.isEmpty())
                .map(part -> part.split("\\s")[0])
                .toList();
    }
}
