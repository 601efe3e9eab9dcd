package io.aisle.cli.account.stuck;

import io.aisle.contract.Codec;
import io.aisle.contract.ContractViolation;
import io.aisle.platform.ComponentStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads health and meters of an app from its actuator. */
final class AppProbe {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final String LOST = "lost threads";
    private static final Pattern LAST_SETTLED = Pattern.compile("last settled (\\S+)");

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /** An app that does not answer has neither stages nor complaints. */
    AppState read(ComponentStatus app) {
        if (app.url() == null || app.state() == ComponentStatus.State.DOWN) {
            return new AppState(app, List.of(), List.of(), List.of(), 0);
        }
        return state(app, get(app.url(), "/actuator/health"), get(app.url(), "/actuator/prometheus"));
    }

    static AppState state(ComponentStatus app, String health, String meters) {
        JsonNode components = json(health).path("components");
        JsonNode details = components.path("stages").path("details");
        List<StageState> stages = details.properties().stream()
                .filter(detail -> !detail.getKey().equals(LOST))
                .map(stage -> stage(stage.getKey(), stage.getValue().asString(""), meters))
                .toList();
        List<String> lost =
                details.path(LOST).valueStream().map(work -> work.asString("")).toList();
        List<String> unwell = components.properties().stream()
                .filter(part -> !part.getValue().path("status").asString("").equals("UP"))
                .map(Map.Entry::getKey)
                .toList();
        return new AppState(app, unwell, stages, lost, meter("aisle_classify_waiting", "", meters));
    }

    private static StageState stage(String name, String words, String meters) {
        String label = "stage=\"" + name + "\"";
        return new StageState(
                name,
                meter("aisle_stage_in_hand", label, meters),
                meter("aisle_stage_held", label, meters),
                lastSettled(words),
                words.equals("ended"));
    }

    private static @Nullable Instant lastSettled(String words) {
        Matcher at = LAST_SETTLED.matcher(words);
        try {
            return at.find() ? Instant.parse(at.group(1)) : null;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** A value of Prometheus's text format; 0 when it is not there. */
    private static long meter(String name, String label, String meters) {
        return meters.lines()
                .filter(line -> line.startsWith(name) && line.contains(label))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static JsonNode json(String text) {
        try {
            return Codec.tree(
                    text.isEmpty() ? "{}".getBytes(StandardCharsets.UTF_8) : text.getBytes(StandardCharsets.UTF_8));
        } catch (ContractViolation e) {
            return Codec.tree("{}".getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The body, whatever the status: an app that is not well says why with a 503. Empty when it does not answer. */
    private String get(URI app, String path) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(app.resolve(path)).timeout(PATIENCE).build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
