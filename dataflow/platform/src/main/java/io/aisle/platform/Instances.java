package io.aisle.platform;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the deployer's report on streams, apps and instances.
 *
 * @param processes finds the process of an instance
 */
record Instances(AppProcesses processes) {

    private static final String STREAMS = "/_embedded/streamStatusResourceList";
    private static final String APPS = "/applications/_embedded/appStatusResourceList";
    private static final String INSTANCES = "/instances/_embedded/appInstanceStatusResourceList";

    List<AppInstance> read(JsonNode report) {
        Map<Path, Long> pids = processes.pidsByOutput();
        List<AppInstance> found = new ArrayList<>();
        for (JsonNode stream : report.at(STREAMS)) {
            for (JsonNode app : stream.at(APPS)) {
                for (JsonNode instance : app.at(INSTANCES)) {
                    found.add(instance(
                            stream.path("name").asString(), app.path("name").asString(), instance, pids));
                }
            }
        }
        return found;
    }

    private static AppInstance instance(String stream, String app, JsonNode report, Map<Path, Long> pids) {
        JsonNode attributes = report.path("attributes");
        String url = text(attributes, "url");
        String output = text(attributes, "stdout");
        Path log = output == null ? null : Path.of(output);
        long pid = log == null ? 0 : pids.getOrDefault(log, 0L);
        return new AppInstance(
                app,
                stream,
                index(report),
                report.path("state").asString(),
                pid,
                url == null ? null : URI.create(url),
                log);
    }

    /** Instance ids end in {@code -0}, {@code -1} and so on. */
    private static int index(JsonNode report) {
        String id = report.path("instanceId").asString();
        return Integer.parseInt(id.substring(id.lastIndexOf('-') + 1));
    }

    private static @Nullable String text(JsonNode attributes, String name) {
        return attributes.path(name).isString() ? attributes.path(name).asString() : null;
    }
}
