package io.aisle.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import io.aisle.contract.Codec;
import io.aisle.contract.DeadLetter;
import io.aisle.contract.Headers;
import io.aisle.platform.Broker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The source with a real RabbitMQ behind it, which fills up, blocks, dies and comes back. */
class ITSource {
    private static final String GOOD = "{\"productId\":\"p\",\"version\":7,\"name\":\"원피스\",\"later\":1}";
    private static final String OUTPUT = "products.test";

    @TempDir
    static Path home;

    private static Broker broker;
    private static ConfigurableApplicationContext app;

    private final HttpClient http = HttpClient.newHttpClient();
    private Connection connection;
    private Channel channel;

    @BeforeAll
    static void start() {
        broker = Broker.start(home, line -> {});
        app = SpringApplication.run(
                SourceApplication.class,
                "--server.port=0",
                "--spring.rabbitmq.addresses=" + broker.uri(),
                "--aisle.source.queue=shop-products",
                "--aisle.delivery.confirm-timeout=3s");
    }

    @AfterAll
    static void stop() {
        app.close();
        broker.close();
    }

    @BeforeEach
    void open() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(broker.uri());
        connection = factory.newConnection();
        channel = connection.createChannel();
        channel.exchangeDeclare("products", "topic", true);
        channel.queueDeclare(OUTPUT, true, false, false, Map.of("x-queue-type", "quorum"));
        channel.queueBind(OUTPUT, "products", "#");
        // A broker that failed in another test is left alone for a moment.
        await().untilAsserted(() -> assertThat(post(GOOD).statusCode()).isEqualTo(202));
        channel.queuePurge(OUTPUT);
    }

    @AfterEach
    void close() throws Exception {
        connection.abort();
    }

    @Test
    void handsOnWhatItAccepts() throws Exception {
        Instant before = Instant.now();
        assertThat(post(GOOD).body()).isEqualTo("{\"line\":1,\"status\":202,\"productId\":\"p\",\"version\":7}");
        GetResponse message = take(OUTPUT);
        assertThat(new String(message.getBody(), UTF_8))
                .isEqualTo("{\"schemaVersion\":\"1.0\",\"productId\":\"p\",\"version\":7,\"name\":\"원피스\","
                        + "\"mallCategory\":[],\"deleted\":false}");
        Map<String, Object> headers = message.getProps().getHeaders();
        assertThat(headers.get(Headers.KIND)).hasToString("product");
        assertThat(headers.get(Headers.PRODUCT_ID)).hasToString("p");
        assertThat(headers.get(Headers.VERSION)).hasToString("7");
        assertThat(headers.get(Headers.TRACE_PARENT)).hasToString("00-1-2-01");
        assertThat(Instant.parse(headers.get(Headers.ACCEPTED_AT).toString())).isBetween(before, Instant.now());
        assertThat(message.getProps().getDeliveryMode()).isEqualTo(2);
    }

    @Test
    void acceptsNothingThatNoQueueWants() throws Exception {
        channel.queueUnbind(OUTPUT, "products", "#");
        HttpResponse<String> answer = post(GOOD);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("retry-after")).hasValue("1");
        assertThat(answer.body()).contains("no queue is bound");
        channel.queueBind(OUTPUT, "products", "#");
        assertThat(post(GOOD).statusCode()).isEqualTo(202);
    }

    @Test
    void takesProductsFromAQueueAndBuriesWhatIsNone() throws Exception {
        publish("{\"productId\":\"broken\",\"version\":1}");
        publish("{");
        publish(GOOD);
        GetResponse message = take(OUTPUT);
        assertThat(Codec.product(message.getBody())).isEqualTo(Codec.product(GOOD.getBytes(UTF_8)));
        assertThat(message.getProps().getHeaders().get(Headers.PRODUCT_ID)).hasToString("p");
        DeadLetter one = Codec.decode(take("dead.sink-mongo").getBody(), DeadLetter.class);
        DeadLetter other = Codec.decode(take("dead.sink-mongo").getBody(), DeadLetter.class);
        assertThat(one.stage()).isEqualTo("source");
        assertThat(one.exchange()).isEqualTo("shop-products");
        assertThat(java.util.List.of(one.reason(), other.reason())).containsOnly("malformed");
        assertThat(one.detail() + other.detail()).contains("name: is required (broken)", "is not valid JSON");
        await().untilAsserted(() ->
                assertThat(channel.messageCount("shop-products.source-app")).isZero());
    }

    @Test
    void saysNoWhileTheBrokerIsOutOfMemory() throws Exception {
        broker.control("set_vm_memory_high_watermark", "absolute", "1");
        try {
            assertNotTakenWithin(Duration.ofSeconds(10), GOOD);
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                assertThat(post(GOOD).body()).contains("out of disk or memory");
                assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(503);
            });
        } finally {
            broker.control("set_vm_memory_high_watermark", "0.4");
        }
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(post(GOOD).statusCode()).isEqualTo(202));
        assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(200);
    }

    @Test
    void saysNoWhileThereIsNoBrokerAndYesWhenItIsBack() throws Exception {
        broker.kill();
        assertNotTakenWithin(Duration.ofSeconds(20), GOOD);
        assertNotTakenWithin(
                Duration.ofSeconds(20), "[" + GOOD + ",".concat(GOOD).repeat(99) + "]");
        assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(503);
        assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        broker.restart();
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(post(GOOD).statusCode()).isEqualTo(202));
    }

    @Test
    void answersWhatItDoesNotServeWithAProblem() throws Exception {
        HttpResponse<String> nowhere = get("/nowhere");
        assertThat(nowhere.statusCode()).isEqualTo(404);
        assertThat(nowhere.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(nowhere.body()).isEqualTo("{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404}");
        HttpResponse<String> read = get("/products");
        assertThat(read.statusCode()).isEqualTo(405);
        assertThat(read.headers().firstValue("allow")).hasValue("POST");
    }

    private void assertNotTakenWithin(Duration limit, String body) throws Exception {
        long start = System.nanoTime();
        HttpResponse<String> answer = post(body);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(limit);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("retry-after")).hasValue("1");
    }

    private HttpResponse<String> post(String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(uri("/products"))
                        .header("content-type", "application/json")
                        .header("traceparent", "00-1-2-01")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + app.getEnvironment().getProperty("local.server.port") + path);
    }

    private void publish(String event) throws Exception {
        channel.basicPublish("shop-products", "any", new AMQP.BasicProperties(), event.getBytes(UTF_8));
    }

    private GetResponse take(String queue) {
        return await().atMost(Duration.ofSeconds(20)).until(() -> channel.basicGet(queue, true), r -> r != null);
    }
}
