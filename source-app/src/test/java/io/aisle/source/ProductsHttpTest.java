package io.aisle.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.aisle.contract.Codec;
import io.aisle.contract.Headers;
import io.aisle.delivery.Outgoing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.function.server.HandlerStrategies;
import org.springframework.web.reactive.function.server.RouterFunctions;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.JsonNode;

/** What a sender sees, over a real connection; the broker is a function. */
class ProductsHttpTest {
    private static final Instant NOW = Instant.parse("2026-01-15T02:30:00Z");
    private static final String GOOD = "{\"productId\":\"p\",\"version\":1,\"name\":\"n\"}";
    private static final String JSON = "application/json";
    private static final String LINES = "application/x-ndjson";

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Outgoing> published = Collections.synchronizedList(new ArrayList<>());
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Function<Outgoing, Mono<Void>> broker = message -> Mono.fromRunnable(() -> published.add(message));
    private DisposableServer server;

    @BeforeEach
    void start() {
        SourceProperties properties = SourcePropertiesTest.bind(Map.of(
                "aisle.source.max-array-elements", "5",
                "aisle.source.read-timeout", "500ms",
                "aisle.source.retry-after", "2s"));
        var intake = new Intake(
                message -> broker.apply(message),
                new Admission(DataSize.ofMegabytes(64), Duration.ofNanos(1), System::nanoTime),
                meters,
                Clock.fixed(NOW, ZoneOffset.UTC));
        var handler = RouterFunctions.toHttpHandler(
                new SourceApplication().routes(intake, properties),
                HandlerStrategies.builder()
                        .exceptionHandler(new ProblemHandler())
                        .build());
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle(new ReactorHttpHandlerAdapter(handler))
                .bindNow();
    }

    @AfterEach
    void stop() {
        server.disposeNow();
    }

    @Test
    void acceptsAProductAndPublishesItWithItsHeaders() throws Exception {
        var answer = http.send(
                request(JSON, GOOD).header("traceparent", "00-1-2-01").build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("{\"line\":1,\"status\":202,\"productId\":\"p\",\"version\":1}");
        assertThat(published).hasSize(1);
        assertThat(published.get(0).headers())
                .isEqualTo(Map.of(
                        Headers.KIND, "product",
                        Headers.PRODUCT_ID, "p",
                        Headers.VERSION, "1",
                        Headers.ACCEPTED_AT, "2026-01-15T02:30:00Z",
                        Headers.TRACE_PARENT, "00-1-2-01"));
        assertThat(Codec.product(published.get(0).payload())).isEqualTo(Codec.product(GOOD.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "application/json             | {                                   | 400 | malformed  | ``      | the event is not valid JSON at line 1, column 2",
                "application/json             | ``                                  | 400 | malformed  | ``      | the body is empty",
                "application/json             | {'productId':'p','version':1}       | 422 | contract   | name    | name is required",
                "application/json             | {'productId':'p','version':'x'}     | 422 | contract   | version | version must be a whole number of at most 63 bits",
                "application/json             | {'schemaVersion':'2','productId':'p','version':1,'name':'n'} | 422 | contract | schemaVersion | schemaVersion is not supported: this is version 1",
                "text/plain                   | {}                                  | 415 | media-type | ``      | send application/json or application/x-ndjson",
                "application/json;charset=euc-kr | {}                               | 415 | media-type | ``      | send UTF-8",
            })
    void explainsWhatIsWrong(String type, String body, int status, String kind, String field, String detail)
            throws Exception {
        HttpResponse<String> answer = post(type, body.replace('\'', '"'));
        JsonNode problem = tree(answer.body());
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("type").asString()).isEqualTo("urn:aisle:problem:" + kind);
        assertThat(problem.path("field").asString("")).isEqualTo(field);
        assertThat(problem.path("detail").asString()).isEqualTo(detail);
        assertThat(published).isEmpty();
    }

    @Test
    void acceptsTheLargestPictureAndRefusesALargerOne() throws Exception {
        assertThat(post(JSON, withPicture(1 << 20)).statusCode()).isEqualTo(202);
        assertThat(post(JSON, withPicture((1 << 20) + 1)).statusCode()).isEqualTo(422);
        assertThat(post(JSON, withPicture(2 << 20)).statusCode()).isEqualTo(413);
        assertThat(published).hasSize(1);
    }

    @Test
    void refusesALargeBodyBeforeReadingIt() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream().write(head(JSON, "Content-Length: 20000000"));
            assertThat(read(socket)).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void refusesALargeBodyOfUnknownLengthAfterItsFirstTwoMegabytes() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream().write(head(JSON, "Transfer-Encoding: chunked"));
            socket.getOutputStream().write(chunk("{\"name\":\"" + "x".repeat(2 << 20)));
            assertThat(read(socket)).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void answersEachLineInOrderAndGoesOnAfterABadOne() throws Exception {
        broker = message -> Mono.delay(
                        Duration.ofMillis(message.headers().get(Headers.VERSION).equals("1") ? 200 : 0))
                .then();
        String body = String.join(
                "\n",
                GOOD,
                "",
                "{bad",
                "x".repeat(3 << 20),
                "{\"productId\":\"q\",\"version\":7}",
                "{\"productId\":\"q\",\"version\":8,\"deleted\":true}");
        HttpResponse<String> answer = post(LINES, body);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue(LINES);
        List<JsonNode> lines = answer.body().lines().map(ProductsHttpTest::tree).toList();
        assertThat(lines).extracting(line -> line.path("line").asInt()).containsExactly(1, 3, 4, 5, 6);
        assertThat(lines).extracting(line -> line.path("status").asInt()).containsExactly(202, 400, 413, 422, 202);
        assertThat(lines.get(3).path("field").asString()).isEqualTo("name");
        assertThat(lines.get(4).path("productId").asString()).isEqualTo("q");
    }

    @Test
    void answersALineWhileTheRequestIsStillOpen() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream().write(head(LINES, "Transfer-Encoding: chunked"));
            socket.getOutputStream().write(chunk(GOOD + "\n"));
            assertThat(readUntil(socket, "\"status\":202")).contains("\"line\":1");
        }
    }

    @Test
    void endsARequestThatStoppedComing() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream().write(head(JSON, "Content-Length: 100"));
            socket.getOutputStream().write("{".getBytes());
            assertThat(read(socket)).startsWith("HTTP/1.1 408");
        }
    }

    @Test
    void takesNoMoreFromASenderThanTheBrokerTakes() throws Exception {
        broker = message -> Mono.fromRunnable(() -> published.add(message)).then(Mono.never());
        byte[] lines = chunk((withPicture(1 << 19) + "\n"));
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream().write(head(LINES, "Transfer-Encoding: chunked"));
            Thread sender = new Thread(() -> send(socket, lines, 200));
            sender.start();
            org.awaitility.Awaitility.await().until(() -> published.size() == 32);
            sender.join(300);
            assertThat(sender.isAlive()).as("the sender is held back").isTrue();
            assertThat(published).hasSize(32);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[G,G]          | 202 | 2 | 0",
                "[]             | 202 | 0 | 0",
                "[G,7]          | 207 | 1 | 1",
                "[G,G           | 207 | 1 | 1",
                "[7,{}]         | 422 | 0 | 2",
                "[{]            | 400 | 0 | 1",
                "[7,{]          | 207 | 0 | 2",
                "[G,G,G,G,G]    | 202 | 5 | 0",
                "[G,G,G,G,G,G]  | 207 | 5 | 1",
            })
    void answersAnArrayAsAWholeAndEachElement(String body, int status, int accepted, int refused) throws Exception {
        HttpResponse<String> answer = post(JSON, body.replace("G", GOOD));
        JsonNode answers = tree(answer.body());
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answers.path("status").asInt()).isEqualTo(status);
        assertThat(answers.path("accepted").asInt()).isEqualTo(accepted);
        assertThat(answers.path("refused").asInt()).isEqualTo(refused);
        assertThat(answers.path("results").size()).isEqualTo(accepted + refused);
        assertThat(published).hasSize(accepted);
    }

    @Test
    void asksForAnotherTryWhenTheBrokerDoesNotHaveIt() throws Exception {
        broker = message -> Mono.error(new IllegalStateException("S3CRET address"));
        for (String body : List.of(GOOD, "[" + GOOD + "," + GOOD + ",7]")) {
            HttpResponse<String> answer = post(JSON, body);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("retry-after")).hasValue("2");
            assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
            assertThat(answer.body()).contains("urn:aisle:problem:not-taken").doesNotContain("S3CRET");
        }
        assertThat(post(LINES, GOOD).body()).contains("\"status\":503", "\"productId\":\"p\"", "\"version\":1");
        assertThat(meters.get("aisle.source.answers")
                        .tag("status", "503")
                        .counter()
                        .count())
                .isEqualTo(4);
    }

    @Test
    void servesItsDescriptionAndTheSchemas() throws Exception {
        assertThat(get("/openapi.yaml").headers().firstValue("content-type")).hasValue("application/yaml");
        Map<String, Object> description =
                new org.yaml.snakeyaml.Yaml().load(get("/openapi.yaml").body());
        assertThat(description).containsEntry("openapi", "3.1.0").containsKeys("paths", "components");
        assertThat(tree(get("/schema/product-event-1.json").body())
                        .path("title")
                        .asString())
                .contains("Product event");
        assertThat(tree(get("/schema/classification-1.json").body())
                        .path("title")
                        .asString())
                .contains("classification");
    }

    @Test
    void describesEveryStatusAndProblemItAnswersWith() throws Exception {
        String description = get("/openapi.yaml").body();
        for (Problem problem : Problem.values()) {
            assertThat(description).contains("'" + problem.status() + "'", "- " + problem.type() + "\n");
        }
    }

    private HttpResponse<String> post(String type, String body) throws Exception {
        return http.send(request(type, body).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String type, String body) {
        return HttpRequest.newBuilder(uri("/products"))
                .header("content-type", type)
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private static JsonNode tree(String json) {
        return Codec.tree(json.getBytes(UTF_8));
    }

    private static String withPicture(int size) {
        String image = Base64.getEncoder().encodeToString(new byte[size]);
        return "{\"productId\":\"p\",\"version\":1,\"name\":\"n\",\"image\":\"" + image + "\"}";
    }

    private static byte[] head(String type, String length) {
        return ("POST /products HTTP/1.1\r\nHost: h\r\nContent-Type: " + type + "\r\n" + length + "\r\n\r\n")
                .getBytes();
    }

    private static byte[] chunk(String text) {
        return (Integer.toHexString(text.length()) + "\r\n" + text + "\r\n").getBytes();
    }

    private static void send(Socket socket, byte[] bytes, int times) {
        try {
            for (int i = 0; i < times; i++) {
                socket.getOutputStream().write(bytes);
            }
        } catch (java.io.IOException closed) {
            // the test is over
        }
    }

    private static String read(Socket socket) throws Exception {
        return readUntil(socket, "HTTP/1.1 ");
    }

    private static String readUntil(Socket socket, String part) throws Exception {
        socket.setSoTimeout(20_000);
        InputStream bytes = socket.getInputStream();
        var lines = new BufferedReader(new InputStreamReader(bytes, UTF_8));
        var all = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            all.append(line).append('\n');
            if (line.contains(part)) {
                return all.toString();
            }
        }
        return all.toString();
    }
}
