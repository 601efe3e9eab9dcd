package io.aisle.deployment;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One rendered Kubernetes object.
 *
 * @param tree its YAML
 */
record Manifest(Map<String, Object> tree) {
    String kind() {
        return (String) tree.get("kind");
    }

    String name() {
        return at("metadata.name");
    }

    /** Whether its pods run one of the apps. */
    boolean isApp() {
        return kind().equals("Deployment") || kind().equals("StatefulSet");
    }

    /** The value at a dotted path of map keys; null where there is none. */
    @SuppressWarnings("unchecked")
    <T> T at(String path) {
        Object here = tree;
        for (String step : path.split("\\.")) {
            here = here instanceof Map<?, ?> map ? map.get(step) : null;
        }
        return (T) here;
    }

    /** The only container of an app's pods. */
    Manifest container() {
        List<Map<String, Object>> containers = at("spec.template.spec.containers");
        if (containers.size() != 1) {
            throw new AssertionError(name() + ": one container expected, not " + containers.size());
        }
        return new Manifest(containers.get(0));
    }

    /** Variables of a container that are written out, and null for those that come from elsewhere. */
    Map<String, Object> environment() {
        List<Map<String, Object>> environment = at("env");
        return environment.stream()
                .collect(Collectors.toMap(
                        each -> (String) each.get("name"), each -> each.getOrDefault("value", each.get("valueFrom"))));
    }
}
