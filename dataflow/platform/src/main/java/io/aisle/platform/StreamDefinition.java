package io.aisle.platform;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One stream as the dashboard takes it.
 *
 * @param name stream name, also the consumer group of its first app
 * @param definition text of the definition, such as {@code :categories > sink-mongo}
 */
public record StreamDefinition(String name, String definition) {

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
    public List<String> apps() {
        return parts().stream()
                .filter(part -> !part.startsWith(":"))
                .map(part -> part.split("\\s")[0])
                .toList();
    }

    /** The named destination it reads from, if any. */
    public Optional<String> from() {
        return Optional.of(parts().get(0)).filter(part -> part.startsWith(":")).map(part -> part.substring(1));
    }

    /** The named destination it writes to, if any. */
    public Optional<String> to() {
        return Optional.of(parts().get(parts().size() - 1))
                .filter(part -> part.startsWith(":"))
                .map(part -> part.substring(1));
    }

    private List<String> parts() {
        return Arrays.stream(definition.split("[|>]")).map(String::strip).toList();
    }
}
