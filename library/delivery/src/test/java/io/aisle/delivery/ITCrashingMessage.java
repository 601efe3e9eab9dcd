package io.aisle.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import io.aisle.contract.Codec;
import io.aisle.contract.DeadLetter;
import io.aisle.contract.Headers;
import io.aisle.platform.Broker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A message that ends its process, with a real RabbitMQ and a platform that starts the process again. */
class ITCrashingMessage {
    private static final int MESSAGES = 200;
    /** In hand among all the others; alone beside new ones; alone. */
    private static final int CRASHES = 3;

    @ParameterizedTest
    @ValueSource(strings = {"echo", "echoBatches"})
    void becomesADeadLetterAndItsNeighboursGoOn(String function, @TempDir Path home) throws Exception {
        try (Broker broker = Broker.start(home.resolve("broker"), line -> {});
                var connection = connect(broker)) {
            Channel channel = connection.createChannel();
            declare(channel);
            for (int i = 0; i < MESSAGES; i++) {
                publish(channel, i == MESSAGES / 2 ? "bomb" : "good" + i, "p" + i);
            }
            List<Integer> exits = new ArrayList<>();
            Set<String> echoed = new TreeSet<>();
            Process[] app = {start(broker, function, home)};
            try {
                await().atMost(Duration.ofMinutes(4)).until(() -> {
                    if (!app[0].isAlive()) {
                        exits.add(app[0].exitValue());
                        app[0] = start(broker, function, home);
                    }
                    echoed.addAll(texts(channel, "crash-out.test")); // some come twice, after a crash
                    return channel.messageCount("dead.sink-mongo") > 0 && echoed.size() >= MESSAGES - 1;
                });
            } finally {
                app[0].destroyForcibly().waitFor();
            }
            assertThat(exits).hasSize(CRASHES).containsOnly(3); // what ExitOnOutOfMemoryError exits with
            assertThat(echoed).hasSize(MESSAGES - 1).doesNotContain("bomb");
            assertThat(deadLetters(channel)).singleElement().satisfies(letter -> {
                assertThat(letter.reason()).isEqualTo("crashed");
                assertThat(letter.productId()).isEqualTo("p" + MESSAGES / 2);
                assertThat(letter.payload()).asString().isEqualTo("bomb");
            });
        }
    }

    private static com.rabbitmq.client.Connection connect(Broker broker) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(broker.uri());
        return factory.newConnection();
    }

    /** As the app declares them. */
    private static void declare(Channel channel) throws IOException {
        Map<String, Object> work = Map.of(
                "x-queue-type", "quorum",
                "x-overflow", "reject-publish",
                "x-max-length", WorkQueues.MAX_LENGTH,
                "x-delivery-limit", WorkQueues.DELIVERY_LIMIT,
                "x-dead-letter-exchange", "dead",
                "x-dead-letter-strategy", "at-least-once");
        declare(channel, "crash-in", "crash-in.echo", work);
        declare(channel, "crash-out", "crash-out.test", Map.of());
        declare(
                channel,
                "dead",
                "dead.sink-mongo",
                Map.of(
                        "x-queue-type",
                        "quorum",
                        "x-overflow",
                        "reject-publish",
                        "x-max-length",
                        WorkQueues.MAX_LENGTH));
    }

    private static void declare(Channel channel, String exchange, String queue, Map<String, Object> arguments)
            throws IOException {
        channel.exchangeDeclare(exchange, "topic", true);
        channel.queueDeclare(queue, true, false, false, arguments);
        channel.queueBind(queue, exchange, "#");
    }

    private static void publish(Channel channel, String text, String id) throws IOException {
        var properties = new AMQP.BasicProperties.Builder()
                .headers(Map.of(Headers.PRODUCT_ID, id, Headers.VERSION, "1"))
                .deliveryMode(2)
                .build();
        channel.basicPublish("crash-in", "any", properties, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Process start(Broker broker, String function, Path home) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                EchoApplication.class.getName()));
        EchoApplication.properties(broker.uri(), function, "crash").stream()
                .map(property -> property.replace("prefetch=20", "prefetch=250"))
                .forEach(command::add);
        command.add("--aisle.delivery.journal=" + home.resolve("journal"));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(home.resolve("app.log").toFile()))
                .start();
    }

    private static Set<String> texts(Channel channel, String queue) throws IOException {
        Set<String> texts = new TreeSet<>();
        for (GetResponse one = channel.basicGet(queue, true); one != null; one = channel.basicGet(queue, true)) {
            texts.add(new String(one.getBody(), StandardCharsets.UTF_8));
        }
        return texts;
    }

    private static List<DeadLetter> deadLetters(Channel channel) throws IOException {
        List<DeadLetter> letters = new ArrayList<>();
        for (GetResponse one = channel.basicGet("dead.sink-mongo", true);
                one != null;
                one = channel.basicGet("dead.sink-mongo", true)) {
            letters.add(Codec.decode(one.getBody(), DeadLetter.class));
        }
        return letters;
    }
}
