package io.aisle.platform;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The part of the Data Flow server's REST API that the platform uses.
 *
 * @param server base address
 */
record DataflowClient(URI server) {

    /** Undeploying waits for each app's graceful end. */
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Registers every app of a bulk-import text, replacing those that are registered. */
    void register(String imports) {
        form("/apps", Map.of("apps", imports, "force", "true"));
    }

    void create(StreamDefinition stream) {
        form(
                "/streams/definitions",
                Map.of("name", stream.name(), "definition", stream.definition(), "deploy", "false"));
    }

    boolean exists(String stream) {
        return Http.isOk(server.resolve("/streams/definitions/" + stream));
    }

    void deploy(String stream, Map<String, String> properties) {
        Http.send(request("/streams/deployments/" + stream)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(properties)))
                .build());
    }

    /** Asks for a red/black update; returns before it has happened. */
    void update(String stream, Map<String, String> properties) {
        Map<String, Object> body = Map.of(
                "releaseName", stream,
                "packageIdentifier", Map.of("packageName", stream),
                "updateProperties", properties);
        Http.send(request("/streams/deployments/update/" + stream)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build());
    }

    /** Asks for the release before the present one; returns before it has happened. */
    void rollback(String stream) {
        Http.send(request("/streams/deployments/rollback/" + stream + "/0")
                .POST(BodyPublishers.noBody())
                .build());
    }

    void undeploy(String stream) {
        Http.send(request("/streams/deployments/" + stream).DELETE().build());
    }

    void destroyAll() {
        Http.send(request("/streams/definitions").DELETE().build());
    }

    /** {@code deployed}, {@code deploying}, {@code failed}, {@code undeployed} and so on. */
    String state(String stream) {
        String answer = Http.send(request("/streams/definitions/" + stream).build());
        return Objects.requireNonNullElse(JSON.readTree(answer).path("status").asString(), "unknown");
    }

    /** The deployer's own view of every stream, app and instance. */
    JsonNode runtime() {
        return JSON.readTree(Http.send(request("/runtime/streams?size=100").build()));
    }

    private void form(String path, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        Http.send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path)).timeout(LIMIT);
    }
}
