package io.aisle.delivery;

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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

/** The delivery rules against a real RabbitMQ. */
class ITDelivery {
    @TempDir
    static Path home;

    private static Broker broker;
    private static Connection connection;

    private final List<ConfigurableApplicationContext> apps = new ArrayList<>();
    private Channel channel;
    private String name;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = Broker.start(home, line -> {});
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(broker.uri());
        connection = factory.newConnection();
    }

    @AfterAll
    static void stopBroker() throws Exception {
        connection.close();
        broker.close();
    }

    @BeforeEach
    void open(TestInfo test) throws Exception {
        channel = connection.createChannel();
        name = test.getTestMethod().orElseThrow().getName() + "-" + System.nanoTime();
    }

    @AfterEach
    void close() throws Exception {
        apps.forEach(ConfigurableApplicationContext::close);
        channel.queuePurge("dead.sink-mongo");
        channel.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo", "echoBatches"})
    void givesOneOutputForOneInputAndKeepsItsIdAndTrace(String function) throws Exception {
        app(function);
        String out = outputQueue();
        publish("hello", "p1", 7);

        GetResponse answer = take(out);
        assertThat(answer.getBody()).asString().isEqualTo("hello");
        Map<String, Object> headers = answer.getProps().getHeaders();
        assertThat(headers.get(Headers.PRODUCT_ID)).hasToString("p1");
        assertThat(headers.get(Headers.VERSION)).hasToString("7");
        assertThat(headers.get(Headers.TRACE_PARENT)).hasToString("00-trace-01");
        assertThat(headers.get(Headers.KIND)).hasToString("echo");
        await().untilAsserted(() -> assertThat(unsettled()).isZero());
        assertThat(channel.messageCount(out)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo", "echoBatches"})
    void keepsConsumingAfterAPoisonMessage(String function) throws Exception {
        app(function);
        String out = outputQueue();
        for (int i = 0; i < 30; i++) {
            publish(i % 10 == 5 ? "poison" + i : i % 10 == 7 ? "refuse" + i : "good" + i, "p" + i, 1);
        }

        await().untilAsserted(() -> assertThat(channel.messageCount(out)).isEqualTo(24));
        await().untilAsserted(() ->
                assertThat(channel.messageCount("dead.sink-mongo")).isEqualTo(6));
        List<DeadLetter> dead =
                IntStream.range(0, 6).mapToObj(i -> deadLetter()).toList();
        assertThat(dead).extracting(DeadLetter::reason).containsOnly("failed", "refused");
        assertThat(dead).extracting(DeadLetter::productId).contains("p5", "p15", "p25", "p7", "p17", "p27");
        assertThat(dead.stream().filter(d -> d.reason().equals("failed")))
                .hasSize(3)
                .allSatisfy(d -> assertThat(d.attempts()).isEqualTo(3))
                .allSatisfy(d -> assertThat(new String(d.payload(), StandardCharsets.UTF_8))
                        .startsWith("poison"))
                .allSatisfy(d -> assertThat(d.exchange()).isEqualTo(name + "-in"));
        assertThat(settled("emitted")).isEqualTo(24);
        assertThat(settled("dead")).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo", "echoBatches"})
    void givesUpAMessageThatLoopsAndAsksToBeRestarted(String function) throws Exception {
        EchoApplication echo = app(function).getBean(EchoApplication.class);
        String out = outputQueue();
        for (int i = 0; i < 30; i++) {
            publish(i % 10 == 5 ? "loop" + i : i == 7 ? "overflow" : "good" + i, "p" + i, 1);
        }
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(channel.messageCount(out)).isEqualTo(26));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(channel.messageCount("dead.sink-mongo"))
                .isEqualTo(4));
        assertThat(IntStream.range(0, 4).mapToObj(i -> deadLetter()))
                .extracting(letter -> letter.productId() + " " + letter.reason())
                .containsExactlyInAnyOrder("p5 timeout", "p15 timeout", "p25 timeout", "p7 failed");

        await().until(() -> health() == Status.DOWN);
        assertThat(apps.get(0).getBean(Stages.class).health().getDetails().get("lost threads"))
                .asString()
                .contains(", p5@1]", " since 2");
        echo.looping.set(false);
        await().until(() -> health() == Status.UP);
    }

    @Test
    void holdsWhatNoQueueWantsAndSendsItWhenOneDoes() throws Exception {
        app("echo");
        publish("patience", "p1", 1);

        await().untilAsserted(() -> assertThat(held()).isEqualTo(1));
        assertThat(health()).isEqualTo(Status.UP);
        String out = outputQueue();
        assertThat(take(out).getBody()).asString().isEqualTo("patience");
        await().untilAsserted(() -> assertThat(held()).isZero());
        await().untilAsserted(() -> assertThat(unsettled()).isZero());
    }

    @Test
    void takesNoMoreThanItsPrefetchWhileNothingFlowsOff() throws Exception {
        app("echo");
        for (int i = 0; i < 100; i++) {
            publish("m" + i, "p" + i, 1);
        }
        await().untilAsserted(() -> assertThat(held()).isEqualTo(16));
        assertThat(unsettled()).isEqualTo(16);
        assertThat(channel.messageCount(name + "-in.echo")).isEqualTo(80);
    }

    @Test
    void isGivenAgainWhatItHadNotAcknowledgedWhenItDied() throws Exception {
        app("echo");
        for (int i = 0; i < 5; i++) {
            publish("m" + i, "p" + i, 1);
        }
        await().untilAsserted(() -> assertThat(held()).isEqualTo(5));
        apps.remove(0).close();

        String out = outputQueue();
        app("echo");
        await().untilAsserted(() -> assertThat(channel.messageCount(out)).isEqualTo(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo", "echoBatches"})
    void triesAgainForAsLongAsADependencyIsDown(String function) throws Exception {
        ConfigurableApplicationContext app = app(function);
        String out = outputQueue();
        EchoApplication echo = app.getBean(EchoApplication.class);
        echo.dependencyDown.set(true);
        publish("later", "p1", 1);

        await().until(() -> echo.calls.get() >= 5);
        assertThat(channel.messageCount(out)).isZero();
        echo.dependencyDown.set(false);
        assertThat(take(out).getBody()).asString().isEqualTo("later");
    }

    @Test
    void declaresDurableQuorumQueuesThatRefuseWhenFullAndLoseNothing() throws Exception {
        app("echo");
        // The broker compares arguments on a second declaration, and closes the channel when one differs.
        channel.queueDeclare(
                name + "-in.echo",
                true,
                false,
                false,
                Map.of(
                        "x-queue-type", "quorum",
                        "x-overflow", "reject-publish",
                        "x-max-length", WorkQueues.MAX_LENGTH,
                        "x-delivery-limit", WorkQueues.DELIVERY_LIMIT,
                        "x-dead-letter-exchange", "dead",
                        "x-dead-letter-strategy", "at-least-once"));
        assertThat(channel.isOpen()).isTrue();
    }

    private ConfigurableApplicationContext app(String function) {
        ConfigurableApplicationContext app = SpringApplication.run(
                EchoApplication.class,
                EchoApplication.properties(broker.uri(), function, name).toArray(String[]::new));
        apps.add(app);
        app.getBean(ConfirmedPublisher.class)
                .publish("dead", new Outgoing(new byte[0], Map.of()))
                .block(Duration.ofSeconds(10)); // declares the queue of dead letters
        try {
            channel.basicGet("dead.sink-mongo", true);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return app;
    }

    private String outputQueue() throws Exception {
        String queue = name + "-out.test";
        channel.exchangeDeclare(name + "-out", "topic", true);
        channel.queueDeclare(queue, true, false, false, Map.of());
        channel.queueBind(queue, name + "-out", "#");
        return queue;
    }

    private void publish(String text, String id, long version) throws Exception {
        Map<String, Object> headers = Map.of(
                Headers.PRODUCT_ID, id, Headers.VERSION, Long.toString(version), Headers.TRACE_PARENT, "00-trace-01");
        channel.basicPublish(
                name + "-in",
                "any",
                new AMQP.BasicProperties.Builder()
                        .headers(headers)
                        .deliveryMode(2)
                        .build(),
                text.getBytes(StandardCharsets.UTF_8));
    }

    private GetResponse take(String queue) {
        return await().atMost(Duration.ofSeconds(20)).until(() -> channel.basicGet(queue, true), r -> r != null);
    }

    private DeadLetter deadLetter() {
        return Codec.decode(take("dead.sink-mongo").getBody(), DeadLetter.class);
    }

    private double held() {
        return gauge("aisle.stage.held");
    }

    private double unsettled() {
        return gauge("aisle.stage.in.hand");
    }

    private double gauge(String meter) {
        return meters().get(meter).gauges().stream().mapToDouble(g -> g.value()).sum();
    }

    private double settled(String outcome) {
        return meters().get("aisle.stage.settled")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private io.micrometer.core.instrument.MeterRegistry meters() {
        return apps.get(0).getBean(io.micrometer.core.instrument.MeterRegistry.class);
    }

    private Status health() {
        return apps.get(0).getBean(Stages.class).health().getStatus();
    }
}
