package io.aisle.sink.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.aisle.contract.Codec;
import io.aisle.contract.Headers;
import io.aisle.platform.Broker;
import io.aisle.tests.store.Answers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole app, with a real RabbitMQ and a server that speaks MongoDB's protocol. */
class ITSinkMongoApplication {
    private static final EmbeddedStore store = new EmbeddedStore();

    private static Broker broker;
    private static Connection connection;
    private static Channel channel;
    private static ConfigurableApplicationContext app;

    @BeforeAll
    static void start(@TempDir Path home) throws Exception {
        broker = Broker.start(home, line -> {});
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(broker.uri());
        connection = factory.newConnection();
        channel = connection.createChannel();
        store.insert("products", List.of(BsonDocument.parse("{_id: 'early', current: {version: NumberLong(1)}}")));
        var left = "{_id: 'left', stage: 'classify', productId: 'early', version: NumberLong(1)}";
        store.insert("dead_letters", List.of(BsonDocument.parse(left)));
        app = SpringApplication.run(
                SinkMongoApplication.class,
                "--server.port=0",
                "--spring.rabbitmq.addresses=" + broker.uri(),
                "--spring.mongodb.uri=" + store.uri(),
                "--spring.cloud.stream.bindings.input.destination=categories",
                "--spring.cloud.stream.bindings.input.group=store");
    }

    @AfterAll
    static void stop() throws Exception {
        if (app != null) {
            app.close();
        }
        connection.close();
        broker.close();
        store.close();
    }

    @Test
    void storesTheNewestVersionAndGoesOnAfterMalformedMessages() throws Exception {
        publish(Codec.encode(Answers.live("a", 2)), "a");
        publish("{no json".getBytes(StandardCharsets.UTF_8), "broken");
        publish(Codec.encode(Answers.live("a", 1)), "a");
        publish(Codec.encode(Answers.tombstone("b", 1)), "b");

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(store.find("products", in("_id", "a", "b"))).hasSize(2));
        await().atMost(Duration.ofSeconds(30)).until(() -> channel.messageCount("categories.store") == 0);
        BsonDocument current = store.find("products", eq("_id", "a")).get(0).getDocument("current");
        assertThat(current.getInt64("version").getValue()).isEqualTo(2);

        BsonDocument letter = letter("malformed");
        assertThat(letter.getString("stage").getValue()).isEqualTo("store");
        assertThat(letter.getString("productId").getValue()).isEqualTo("broken");
        assertThat(letter.getBinary("payload").getData()).asString().isEqualTo("{no json");
    }

    @Test
    void storesWhatTheBrokerItselfGaveUpOn() throws Exception {
        String queue = "victim-" + System.nanoTime();
        channel.queueDeclare(queue, true, false, false, Map.of("x-dead-letter-exchange", "dead"));
        channel.basicPublish("", queue, properties("victim"), "whole".getBytes(StandardCharsets.UTF_8));
        await().until(() -> channel.messageCount(queue) == 1);
        channel.basicReject(channel.basicGet(queue, false).getEnvelope().getDeliveryTag(), false);

        BsonDocument letter = letter("rejected");
        assertThat(letter.getString("stage").getValue()).isEqualTo("broker");
        assertThat(letter.getString("exchange").getValue()).isEmpty();
        assertThat(letter.getString("routingKey").getValue()).isEqualTo(queue);
        assertThat(letter.getString("queue").getValue()).isEqualTo(queue);
        assertThat(letter.getString("productId").getValue()).isEqualTo("victim");
        assertThat(letter.getBinary("payload").getData()).asString().isEqualTo("whole");
    }

    @Test
    void letterThatOvertookItsProductIsClosedWhenTheProductIsStored() throws Exception {
        var letter = Messages.of("image", "late", 1L);
        channel.basicPublish("dead", "dead-letter", dead(), Codec.encode(letter));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> store.find("dead_letters", and(eq("productId", "late"), eq("resolvedAt", null)))
                                .size()
                        == 1);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !app.getBean(Rounds.class).isDue());
        publish(Codec.encode(Answers.live("late", 1)), "late");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> store.find("dead_letters", and(eq("productId", "late"), eq("resolvedBy", "stored")))
                                .size()
                        == 1);
    }

    @Test
    void closesAtItsStartWhatAProcessThatWasKilledLeftOpen() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> store.find("dead_letters", and(eq("_id", "left"), eq("resolvedBy", "stored")))
                                .size()
                        == 1);
    }

    @Test
    void saysThatItsStoreIsThere() {
        assertThat(app.getBean("mongo", ReactiveHealthIndicator.class)
                        .health()
                        .block(EmbeddedStore.PATIENCE)
                        .getStatus())
                .isEqualTo(Status.UP);
    }

    private static BsonDocument letter(String reason) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> store.find("dead_letters", eq("reason", reason)).size() == 1);
        List<BsonDocument> letters = store.find("dead_letters", eq("reason", reason));
        return letters.get(0);
    }

    private static void publish(byte[] payload, String productId) throws Exception {
        channel.basicPublish("categories", "categories", properties(productId), payload);
    }

    private static AMQP.BasicProperties dead() {
        return new AMQP.BasicProperties.Builder()
                .headers(Map.of(Headers.KIND, Headers.KIND_DEAD_LETTER))
                .contentType("application/json")
                .deliveryMode(2)
                .build();
    }

    private static AMQP.BasicProperties properties(String productId) {
        Map<String, Object> headers =
                Map.of(Headers.KIND, Headers.KIND_CATEGORY, Headers.PRODUCT_ID, productId, Headers.VERSION, "1");
        return new AMQP.BasicProperties.Builder()
                .headers(headers)
                .contentType("application/json")
                .deliveryMode(2)
                .build();
    }
}
