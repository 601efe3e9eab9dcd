package io.aisle.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The bindings of the pods are those that Spring Cloud Data Flow makes of the stream definitions. */
class BindingsTest {
    private static final Pattern STREAM = Pattern.compile("(\\S+) = (?::(\\S+) > )?([\\w-]+)(?: > :(\\S+))?");
    private static final String BINDINGS = "spring.cloud.stream.bindings.";

    @Test
    void agreeWithTheStreamDefinitions() throws Exception {
        assertThat(bindingsOfThePods()).isEqualTo(bindingsOfTheStreams());
    }

    @Test
    void everyPodReadsTheBindingsOfItsOwnApp() throws Exception {
        Kustomization base = Kustomization.of("k8s/base");

        assertThat(base.apps()).allSatisfy(app -> {
            List<Map<String, Object>> volumes = app.at("spec.template.spec.volumes");
            assertThat(volumes.toString()).containsPattern("configMap=\\{name=" + app.name() + "-\\w{10}\\}");
            assertThat(app.container().environment()).containsEntry("SPRING_CONFIG_ADDITIONAL_LOCATION", "/etc/aisle/");
            assertThat(app.container().at("volumeMounts").toString()).contains("mountPath=/etc/aisle");
        });
    }

    private static Map<String, Map<String, String>> bindingsOfThePods() throws Exception {
        Map<String, Map<String, String>> bindings = new TreeMap<>();
        for (Manifest map : Kustomization.of("k8s/base").ofKind("ConfigMap")) {
            Map<String, String> data = map.at("data");
            String app = map.name().replaceFirst("-\\w{10}$", "");
            bindings.put(app, properties(data.get("application.properties")));
        }
        return bindings;
    }

    /** A named destination's consumer group is the stream's name; the rest are deployment properties. */
    private static Map<String, Map<String, String>> bindingsOfTheStreams() throws Exception {
        Map<String, Map<String, String>> bindings = new TreeMap<>();
        for (String line : Files.readAllLines(Kustomization.REPOSITORY.resolve("dataflow/streams/streams.txt"))) {
            Matcher stream = STREAM.matcher(line);
            if (stream.matches()) {
                bindings.put(stream.group(3), bindings(stream));
            }
        }
        String deployment = Files.readString(Kustomization.REPOSITORY.resolve("dataflow/streams/local.properties"));
        properties(deployment)
                .forEach((key, value) -> bindings.forEach((app, own) -> {
                    if (key.startsWith("app." + app + ".spring.cloud.stream.")) {
                        own.put(key.substring(("app." + app + ".").length()), value);
                    }
                }));
        return bindings;
    }

    private static Map<String, String> bindings(Matcher stream) {
        Map<String, String> bindings = new HashMap<>();
        if (stream.group(2) != null) {
            bindings.put(BINDINGS + "input.destination", stream.group(2));
            bindings.put(BINDINGS + "input.group", stream.group(1));
        }
        if (stream.group(4) != null) {
            bindings.put(BINDINGS + "output.destination", stream.group(4));
        }
        return bindings;
    }

    private static Map<String, String> properties(String text) throws Exception {
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        Map<String, String> map = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> map.put(key, properties.getProperty(key)));
        return map;
    }
}
