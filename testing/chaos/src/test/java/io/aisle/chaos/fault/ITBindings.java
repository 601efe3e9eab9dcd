package io.aisle.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Return;
import io.aisle.platform.Broker;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ITBindings {
    private static final int TIMES = 5;

    /** Were one queue cut off before the other, a message in between would be in one of them and not returned. */
    @Test
    void whatIsPublishedIsInEveryQueueOrReturned(@TempDir Path home) throws Exception {
        try (Broker broker = Broker.start(home, line -> {})) {
            var factory = new ConnectionFactory();
            factory.setUri(broker.uri());
            try (Connection connection = factory.newConnection()) {
                Channel channel = connection.createChannel();
                channel.exchangeDeclare("fan", BuiltinExchangeType.TOPIC);
                channel.queueDeclare("one", false, false, false, null);
                channel.queueDeclare("two", false, false, false, null);
                channel.queueBind("one", "fan", "#");
                channel.queueBind("two", "fan", "key");

                var publisher = new Publisher(connection);
                for (int time = 0; time < TIMES; time++) {
                    try (Bindings bindings = Bindings.cut(broker, "fan")) {
                        assertThat(bindings.count()).isEqualTo(2);
                    }
                }
                int sent = publisher.stop();

                assertThat(publisher.returned).hasPositiveValue();
                long routed = sent - publisher.returned.get();
                assertThat(routed).isPositive();
                assertThat(channel.messageCount("one")).isEqualTo(routed);
                assertThat(channel.messageCount("two")).isEqualTo(routed);
                assertThat(broker.control("-q", "list_exchanges", "name")).doesNotContain("chaos.");
            }
        }
    }

    private static final class Publisher {
        final AtomicInteger returned = new AtomicInteger();
        private final AtomicBoolean stopped = new AtomicBoolean();
        private final CompletableFuture<Integer> sent;

        Publisher(Connection connection) {
            sent = CompletableFuture.supplyAsync(() -> publish(connection));
        }

        private int publish(Connection connection) {
            try (Channel channel = connection.createChannel()) {
                channel.confirmSelect();
                channel.addReturnListener((Return back) -> returned.incrementAndGet());
                int count = 0;
                while (!stopped.get()) {
                    for (int message = 0; message < 50; message++, count++) {
                        channel.basicPublish("fan", "key", true, null, new byte[1]);
                    }
                    channel.waitForConfirmsOrDie(30_000);
                }
                return count;
            } catch (Exception e) {
                throw new IllegalStateException("cannot publish", e);
            }
        }

        int stop() throws Exception {
            stopped.set(true);
            return sent.get();
        }
    }
}
