package io.aisle.cli.send;

import io.aisle.cli.screen.CommandFailed;
import io.aisle.contract.Codec;
import io.aisle.contract.ContractViolation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Posts lines to {@code /products} as newline-delimited JSON and reads the answer to each. Whatever happens to the
 * connection, every line comes back in the reply. Thread-safe.
 */
final class SourceClient {
    private static final Duration SECOND = Duration.ofSeconds(1);
    /** A source that says nothing for this long has lost the request; the lines are sent again. */
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI products;

    SourceClient(URI source) {
        this.products = URI.create(source.toString().replaceAll("/+$", "") + "/products");
    }

    /** Sends the lines in one request. */
    Reply post(List<Line> lines) {
        HttpRequest request = HttpRequest.newBuilder(products)
                .header("Content-Type", "application/x-ndjson")
                .header("Accept", "application/x-ndjson")
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body(lines)))
                .build();
        try {
            return reply(lines, http.send(request, HttpResponse.BodyHandlers.ofLines()));
        } catch (IOException e) {
            return Reply.allAgain(lines, SECOND);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("sending was interrupted", "Send the file again: repeated lines do no harm");
        }
    }

    private Reply reply(List<Line> lines, HttpResponse<Stream<String>> response) {
        int status = response.statusCode();
        if (status == 413 && lines.size() > 1) {
            response.body().close();
            int half = lines.size() / 2;
            return post(lines.subList(0, half)).and(post(lines.subList(half, lines.size())));
        }
        if (isForLater(status)) {
            response.body().close(); // unread, the connection could not be used again
            return Reply.allAgain(lines, retryAfter(response));
        }
        boolean perLine =
                response.headers().firstValue("Content-Type").orElse("").contains("ndjson");
        return perLine ? perLine(lines, response) : whole(lines, status, response);
    }

    private static Reply whole(List<Line> lines, int status, HttpResponse<Stream<String>> response) {
        String body = response.body().collect(Collectors.joining("\n"));
        if (status == 202) {
            return new Reply(lines, List.of(), List.of(), Duration.ZERO);
        }
        return Reply.allRefused(lines, status, problem(body));
    }

    private static Reply perLine(List<Line> lines, HttpResponse<Stream<String>> response) {
        Map<Integer, JsonNode> answers = new LinkedHashMap<>();
        // The request's own limit ends with the headers: a source that freezes later must not hold us for ever.
        var limit = new CompletableFuture<Void>().completeOnTimeout(null, PATIENCE.toSeconds(), TimeUnit.SECONDS);
        try (Stream<String> body = response.body()) {
            limit.thenRun(body::close);
            body.filter(line -> !line.isBlank())
                    .map(line -> Codec.tree(line.getBytes(StandardCharsets.UTF_8)))
                    .forEach(answer -> answers.put(answer.path("line").asInt(0), answer));
        } catch (UncheckedIOException | ContractViolation broken) {
            // The answers that did come stand; the other lines are sent again.
        } finally {
            limit.cancel(false);
        }
        return sorted(lines, answers, retryAfter(response));
    }

    private static Reply sorted(List<Line> lines, Map<Integer, JsonNode> answers, Duration pause) {
        var accepted = new ArrayList<Line>();
        var refused = new ArrayList<Reply.Refusal>();
        var again = new ArrayList<Line>();
        for (int index = 0; index < lines.size(); index++) {
            JsonNode answer = answers.get(index + 1);
            int status = answer == null ? 503 : answer.path("status").asInt(503);
            if (status == 202) {
                accepted.add(lines.get(index));
            } else if (isForLater(status)) {
                again.add(lines.get(index));
            } else {
                refused.add(new Reply.Refusal(lines.get(index), status, problem(answer)));
            }
        }
        return new Reply(accepted, refused, again, again.isEmpty() ? Duration.ZERO : pause);
    }

    /** Overload, an unreachable broker and faults of the server pass; what is wrong with a line stays wrong. */
    private static boolean isForLater(int status) {
        return status == 408 || status == 429 || status >= 500;
    }

    private static Duration retryAfter(HttpResponse<?> response) {
        String seconds = response.headers().firstValue("Retry-After").orElse("");
        return seconds.matches("\\d{1,3}") ? Duration.ofSeconds(Long.parseLong(seconds)) : SECOND;
    }

    private static String problem(String body) {
        try {
            return problem(Codec.tree(body.getBytes(StandardCharsets.UTF_8)));
        } catch (ContractViolation e) {
            return body.isBlank() ? "no reason given" : body.lines().findFirst().orElse("");
        }
    }

    private static String problem(@org.jspecify.annotations.Nullable JsonNode answer) {
        if (answer == null) {
            return "no reason given";
        }
        JsonNode problem = answer.path("problem").isObject() ? answer.path("problem") : answer;
        String detail = problem.path("detail").asString(problem.path("title").asString("no reason given"));
        String field = problem.path("field").asString("");
        return field.isEmpty() || detail.contains(field) ? detail : field + " " + detail;
    }

    private static byte[] body(List<Line> lines) {
        var body = new ByteArrayOutputStream();
        for (Line line : lines) {
            body.writeBytes(line.json());
            body.write('\n');
        }
        return body.toByteArray();
    }
}
