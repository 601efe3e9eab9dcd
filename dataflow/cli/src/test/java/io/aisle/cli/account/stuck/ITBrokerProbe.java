package io.aisle.cli.account.stuck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultConsumer;
import io.aisle.platform.Broker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ITBrokerProbe {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static Broker broker;
    private static Connection connection;
    private static Channel channel;

    @BeforeAll
    static void start(@TempDir Path home) throws Exception {
        broker = Broker.start(home, line -> {});
        var factory = new ConnectionFactory();
        factory.setUri(broker.uri());
        connection = factory.newConnection();
        channel = connection.createChannel();
    }

    @AfterAll
    static void stop() {
        connection.abort();
        broker.close();
    }

    @Test
    void seesWhatWaitsWhatIsInHandWhoReadsAndWhatIsNotThere() throws Exception {
        channel.queueDeclare(
                "q",
                true,
                false,
                false,
                Map.of("x-queue-type", "quorum", "x-max-length", 5, "x-overflow", "reject-publish"));
        for (int i = 0; i < 5; i++) {
            channel.basicPublish("", "q", null, new byte[1]);
        }
        channel.basicQos(2);
        channel.basicConsume("q", false, new DefaultConsumer(channel));
        await().atMost(PATIENCE).untilAsserted(() -> {
            BrokerState state = BrokerProbe.read(broker.uri(), true, List.of("q", "gone"));
            assertThat(state.answers()).isTrue();
            assertThat(state.alarm()).isNull();
            assertThat(state.missing()).containsExactly("gone");
            assertThat(state.queues()).containsExactly(new QueueState("q", 3, null, 1, QueueState.DECLARED_LIMIT));
            assertThat(QueueList.of(broker)).contains(new QueueState("q", 3, 2L, 1, 5));
        });
    }

    @Test
    void seesAQueueThatNoExchangeRoutesTo() throws Exception {
        channel.exchangeDeclare("fan", "topic");
        for (String queue : List.of("kept", "cut")) {
            channel.queueDeclare(queue, true, false, false, Map.of("x-queue-type", "quorum"));
            channel.queueBind(queue, "fan", "#");
        }
        channel.queueUnbind("cut", "fan", "#");
        BrokerState state = BrokerProbe.read(broker.uri(), true, List.of("kept", "cut"));
        assertThat(state.with(QueueList.of(broker), QueueList.bound(broker)).unbound())
                .containsExactly("cut");
    }

    @Test
    void hearsFromTheBrokerItselfWhyItTakesNothing() {
        broker.control("set_disk_free_limit", "999GB");
        try {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                            BrokerProbe.read(broker.uri(), true, List.of()).alarm())
                    .isEqualTo("low on disk"));
        } finally {
            broker.control("set_disk_free_limit", "1MB");
        }
        await().atMost(PATIENCE)
                .until(() -> BrokerProbe.read(broker.uri(), true, List.of()).alarm() == null);
    }

    @Test
    void aBrokerThatIsNotThereIsSilent() {
        assertThat(BrokerProbe.read("amqp://guest:guest@127.0.0.1:1", false, List.of("q")))
                .isEqualTo(BrokerState.silent(false));
    }
}
