package io.aisle.classify.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aisle.classifier.ModelRelease;
import io.aisle.classifier.engine.Engine;
import io.aisle.classifier.engine.Engines;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.function.server.RouterFunctions;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an asker sees, over a real connection, with the released model. */
class ExplainHttpTest {
    private static final String DRESS = """
            {"productId": "p-1", "version": 3, "name": "여성 롱 원피스 봄신상", "mallCategory": ["의류", "여성"], "brand": "아일"%s}""";

    private static final ModelRelease RELEASE = ModelRelease.fromClasspath();
    private static Engine engine;

    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicReference<StableModel> model = new AtomicReference<>();
    private ExplanationDesk desk;
    private DisposableServer server;

    @BeforeAll
    static void open() {
        engine = Engines.open("onnx", RELEASE, 1);
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @BeforeEach
    void start() {
        model.set(() -> new StableModel.Serving(RELEASE, engine));
        desk = new ExplanationDesk(() -> model.get().now());
        var routes = ExplainConfiguration.routes(new ExplainHandler(desk, Duration.ofMillis(500)));
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle(new ReactorHttpHandlerAdapter(RouterFunctions.toHttpHandler(routes)))
                .bindNow();
    }

    @AfterEach
    void stop() {
        server.disposeNow();
        desk.close();
    }

    @Test
    void explainsAProductAsJson() throws Exception {
        HttpResponse<String> answer = post("", DRESS.formatted(", \"image\": \"" + picture() + "\""));
        JsonNode why = json(answer, 200, "application/json");
        assertThat(why.path("category")).isEqualTo(why.path("answer"));
        assertThat(why.path("probability").asDouble()).isBetween(0.5, 1.0);
        JsonNode first = why.path("tokens").path(0);
        assertThat(first.path("word").asString()).isEqualTo("원피스");
        assertThat(first.path("at").path(0).path("from").asInt()).isEqualTo(5);
        assertThat(first.path("weight").path("weight").asDouble()).isPositive();
        assertThat(why.path("tokens").size()).isGreaterThan(4);
        assertThat(why.path("inputs").propertyNames()).contains("NAME", "MALL_CATEGORY", "BRAND", "IMAGE");
        assertThat(why.path("heat").path("overlay").asString()).startsWith("iVBORw0KGgo");
        assertThat(why.path("model").path("name").asString())
                .isEqualTo(RELEASE.manifest().name());
        assertThat(why.path("product").has("image")).isFalse();
    }

    @Test
    void explainsWhyNot() throws Exception {
        String other =
                RELEASE.categories().leaf(RELEASE.categories().size() - 1).id();
        JsonNode why = json(post("?category=" + other, DRESS.formatted("")), 200, "application/json");
        assertThat(why.path("category").path("id").asString()).isEqualTo(other);
        assertThat(why.path("answer").path("id").asString()).isNotEqualTo(other);
        assertThat(why.path("image").path("unavailable").asString()).isEqualTo("NO_PICTURE");
        assertThat(why.has("heat")).isFalse();
    }

    @Test
    void answersABrowserWithAPage() throws Exception {
        HttpResponse<String> answer = http.send(
                request("", DRESS.formatted(""))
                        .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
                        .build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        assertThat(answer.headers().firstValue("content-type")).hasValue("text/html;charset=UTF-8");
        assertThat(answer.body()).startsWith("<!doctype html>").contains("원피스", "No picture: no-picture");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"productId\": ; 400; urn:aisle:problem:malformed; '' ; the event",
                "{\"productId\": \"p\", \"version\": 1}; 422; urn:aisle:problem:contract; name; name is required",
                "{\"productId\": \"p\", \"version\": 1, \"deleted\": true}; 422; urn:aisle:problem:contract; deleted; tombstone",
                "{\"productId\": \"p\", \"version\": 1, \"name\": 5}; 422; urn:aisle:problem:contract; name; wrong type",
                "[]; 422; urn:aisle:problem:contract; ''; must be a JSON object",
                "''; 400; urn:aisle:problem:malformed; ''; the event is empty"
            })
    void refusesWhatIsNoProduct(String body, int status, String type, String field, String detail) throws Exception {
        JsonNode problem = json(post("", body), status, "application/problem+json");
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("type").asString()).isEqualTo(type);
        assertThat(problem.path("field").asString("")).isEqualTo(field == null ? "" : field);
        assertThat(problem.path("detail").asString()).contains(detail);
        assertThat(problem.path("title").asString()).isNotBlank();
    }

    @Test
    void refusesACategoryItDoesNotKnow() throws Exception {
        JsonNode problem = json(post("?category=tulips", DRESS.formatted("")), 422, "application/problem+json");
        assertThat(problem.path("field").asString()).isEqualTo("category");
        assertThat(problem.path("productId").asString()).isEqualTo("p-1");
        assertThat(problem.path("detail").asString()).contains("tulips", "36 leaves");
    }

    @Test
    void refusesOtherMediaTypesMethodsAndSizes() throws Exception {
        var text = HttpRequest.newBuilder(uri(""))
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("dress"));
        assertThat(json(send(text), 415, "application/problem+json")
                        .path("type")
                        .asString())
                .isEqualTo("urn:aisle:problem:media-type");
        HttpResponse<String> get = send(HttpRequest.newBuilder(uri("")).GET());
        assertThat(json(get, 405, "application/problem+json").path("detail").asString())
                .contains("POST");
        assertThat(get.headers().firstValue("allow")).hasValue("POST");
        String large = "{\"productId\": \"%s\"}".formatted("x".repeat(ExplainHandler.MOST_BYTES));
        assertThat(json(post("", large), 413, "application/problem+json")
                        .path("type")
                        .asString())
                .isEqualTo("urn:aisle:problem:too-large");
    }

    @Test
    void doesNotWaitForASenderWhoStops() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(30_000); // the test is not to wait either
            socket.getOutputStream()
                    .write(("POST /explain HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                                    + "Content-Length: 100\r\n\r\n{")
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] answer = new byte[12];
            assertThat(socket.getInputStream().readNBytes(answer, 0, 12)).isEqualTo(12);
            assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 408");
        }
    }

    @Test
    @Timeout(60) // on the event loop the first would block the second for ever
    void explainsOneAtATimeOffTheEventLoop() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicReference<String> thread = new AtomicReference<>();
        model.set(() -> {
            thread.set(Thread.currentThread().getName());
            asked.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new StableModel.Serving(RELEASE, engine);
        });
        var first = http.sendAsync(request("", DRESS.formatted("")).build(), HttpResponse.BodyHandlers.ofString());
        asked.await();
        HttpResponse<String> second = post("", DRESS.formatted(""));
        assertThat(json(second, 429, "application/problem+json").path("type").asString())
                .isEqualTo("urn:aisle:problem:overloaded");
        assertThat(second.headers().firstValue("retry-after")).hasValue("1");
        go.countDown();
        assertThat(first.get().statusCode()).isEqualTo(200);
        assertThat(thread.get()).startsWith("explain");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> post("", DRESS.formatted("")).statusCode() == 200);
    }

    @Test
    void asksForPatienceWhileNoModelAnswersAndFollowsTheNextOne() throws Exception {
        try (Engine closed = Engines.open("onnx", RELEASE, 1)) {
            closed.close();
            model.set(() -> new StableModel.Serving(RELEASE, closed));
            HttpResponse<String> answer = post("", DRESS.formatted(""));
            assertThat(json(answer, 503, "application/problem+json")
                            .path("detail")
                            .asString())
                    .isEqualTo("the model did not answer");
            assertThat(answer.headers().firstValue("retry-after")).hasValue("1");
        }
        model.set(() -> new StableModel.Serving(RELEASE, engine));
        assertThat(post("", DRESS.formatted("")).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> post(String query, String body) throws Exception {
        return send(request(query, body));
    }

    private HttpRequest.Builder request(String query, String body) {
        return HttpRequest.newBuilder(uri(query))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private URI uri(String query) {
        return URI.create("http://127.0.0.1:" + server.port() + "/explain" + query);
    }

    private static JsonNode json(HttpResponse<String> answer, int status, String type) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).hasValue(type);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static String picture() throws IOException {
        BufferedImage image = new BufferedImage(200, 300, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        canvas.setColor(Color.WHITE);
        canvas.fillRect(0, 0, 200, 300);
        canvas.setColor(Color.PINK);
        canvas.fillPolygon(new int[] {100, 40, 160}, new int[] {40, 260, 260}, 3);
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", jpeg);
        return Base64.getEncoder().encodeToString(jpeg.toByteArray());
    }
}
