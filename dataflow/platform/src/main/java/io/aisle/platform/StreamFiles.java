package io.aisle.platform;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files an operator can paste into the dashboard, read for the local platform.
 *
 * @param repository root of the repository, where the built jars are
 * @param imports bulk-import text with real paths
 * @param streams definitions in deployment order
 * @param properties deployment properties of all streams
 */
public record StreamFiles(
        Path repository, String imports, List<StreamDefinition> streams, Map<String, String> properties) {

    public StreamFiles {
        streams = List.copyOf(streams);
        properties = Map.copyOf(properties);
    }

    /** Reads {@code dataflow/streams} of a repository. */
    public static StreamFiles read(Path repository) {
        Path folder = repository.resolve("dataflow/streams");
        String imports = text(folder.resolve("apps-local.properties")).replace("${repository}", repository.toString());
        return new StreamFiles(
                repository,
                imports,
                StreamDefinition.parse(text(folder.resolve("streams.txt"))),
                properties(text(folder.resolve("local.properties"))));
    }

    /** Fails with the missing jars' names before anything is started. */
    void requireJars() {
        List<String> missing = properties(imports).values().stream()
                .filter(uri -> uri.startsWith("file://"))
                .map(uri -> uri.substring("file://".length()))
                .filter(path -> !Files.exists(Path.of(path)))
                .sorted()
                .toList();
        if (!missing.isEmpty()) {
            throw new PlatformFailure(
                    "Not built yet: %s. Build with ./mvnw package -DskipTests".formatted(String.join(", ", missing)));
        }
    }

    /** The deployment properties that concern one stream's apps. */
    public Map<String, String> propertiesOf(StreamDefinition stream) {
        return properties.entrySet().stream()
                .filter(entry -> stream.apps().stream().anyMatch(app -> concerns(entry.getKey(), app)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, two) -> one, TreeMap::new));
    }

    private static boolean concerns(String key, String app) {
        return Stream.of("app.", "deployer.")
                .anyMatch(kind -> key.startsWith(kind + app + ".") || key.startsWith(kind + "*."));
    }

    static Map<String, String> properties(String text) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return properties.stringPropertyNames().stream().collect(Collectors.toMap(key -> key, properties::getProperty));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new PlatformFailure("Cannot read " + file + ": is this the root of the repository?", failure);
        }
    }
}
