package io.aisle.cli.apps;

import io.aisle.platform.StreamDefinition;
import io.aisle.platform.StreamFiles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The apps of the streams as plain processes: what the local deployer would set, without Data Flow around them.
 *
 * @param apps in the order of the definitions, consumers first
 */
public record StreamPlan(List<App> apps) {

    /**
     * @param name such as {@code processor-image}
     * @param memory heap, as {@code -Xmx} takes it
     * @param properties what the deployer would set
     */
    public record App(String name, String memory, Map<String, String> properties) {}

    /** @param without a stream to leave out */
    public static StreamPlan read(Path repository, String without) {
        return of(StreamFiles.read(repository), without);
    }

    public static StreamPlan of(StreamFiles files, String without) {
        return new StreamPlan(files.streams().stream()
                .filter(stream -> !stream.name().equals(without))
                .map(stream -> app(stream, files.propertiesOf(stream)))
                .toList());
    }

    private static App app(StreamDefinition stream, Map<String, String> deployment) {
        String name = stream.apps().get(0); // each of our streams has one app
        Map<String, String> properties = new LinkedHashMap<>();
        stream.from().ifPresent(from -> {
            properties.put("spring.cloud.stream.bindings.input.destination", from);
            properties.put("spring.cloud.stream.bindings.input.group", stream.name());
        });
        stream.to().ifPresent(to -> properties.put("spring.cloud.stream.bindings.output.destination", to));
        for (String prefix : List.of("app.*.", "app." + name + ".")) {
            deployment.forEach((key, value) -> {
                if (key.startsWith(prefix)) {
                    properties.put(key.substring(prefix.length()), value);
                }
            });
        }
        return new App(name, deployment.getOrDefault("deployer." + name + ".memory", "512m"), properties);
    }
}
