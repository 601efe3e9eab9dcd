package io.aisle.cli.bench;

import io.aisle.cli.screen.CommandFailed;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The stream's apps as the deployer would start them, read from the files an operator pastes into the dashboard.
 *
 * @param apps in the order of deployment: consumers first
 */
record StreamPlan(List<App> apps) {
    private static final Pattern DEFINITION = Pattern.compile(
            "(?<stream>[\\w-]+)\\s*=\\s*(?::(?<from>\\S+)\\s*>\\s*)?(?<app>[\\w-]+)(?:\\s*>\\s*:(?<to>\\S+))?");

    /**
     * @param name such as {@code processor-image}
     * @param memory heap, as {@code -Xmx} takes it
     * @param properties what the deployer would set
     */
    record App(String name, String memory, Map<String, String> properties) {}

    /** @param without a stream to leave out */
    static StreamPlan read(Path repository, String without) {
        Path folder = repository.resolve("dataflow/streams");
        return of(text(folder.resolve("streams.txt")), text(folder.resolve("local.properties")), without);
    }

    static StreamPlan of(String definitions, String deployment, String without) {
        Map<String, String> properties = properties(deployment);
        var apps = new ArrayList<App>();
        for (String line : definitions.lines().map(String::strip).toList()) {
            Matcher definition = DEFINITION.matcher(line);
            if (definition.matches() && !definition.group("stream").equals(without)) {
                apps.add(app(definition, properties));
            }
        }
        return new StreamPlan(List.copyOf(apps));
    }

    private static App app(Matcher definition, Map<String, String> deployment) {
        String name = definition.group("app");
        Map<String, String> properties = new LinkedHashMap<>();
        if (definition.group("from") != null) {
            properties.put("spring.cloud.stream.bindings.input.destination", definition.group("from"));
            properties.put("spring.cloud.stream.bindings.input.group", definition.group("stream"));
        }
        if (definition.group("to") != null) {
            properties.put("spring.cloud.stream.bindings.output.destination", definition.group("to"));
        }
        String prefix = "app." + name + ".";
        deployment.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                properties.put(key.substring(prefix.length()), value);
            }
        });
        return new App(name, deployment.getOrDefault("deployer." + name + ".memory", "512m"), properties);
    }

    private static Map<String, String> properties(String text) {
        var properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException e) {
            throw new IllegalStateException("a string cannot fail to be read", e);
        }
        Map<String, String> all = new LinkedHashMap<>();
        properties.stringPropertyNames().forEach(name -> all.put(name, properties.getProperty(name)));
        return all;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new CommandFailed("cannot read " + file, "Is this the root of the repository?", e);
        }
    }
}
