package io.aisle.tests.delivery;

import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A test's own hands on a broker. */
public final class Wire implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Connection connection;
    private final Channel channel;

    private Wire(Connection connection, Channel channel) {
        this.connection = connection;
        this.channel = channel;
    }

    /** Connects to a broker. */
    public static Wire to(String uri) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(uri);
        Connection connection = factory.newConnection("test");
        return new Wire(connection, connection.createChannel());
    }

    /** Publishes a persistent message. */
    public void publish(String exchange, String routingKey, byte[] payload, Map<String, String> headers) {
        AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                .headers(Map.copyOf(headers))
                .deliveryMode(2)
                .build();
        doing(() -> {
            channel.basicPublish(exchange, routingKey, properties, payload);
            return true;
        });
    }

    /** A queue of the test's own that gets everything of an exchange. */
    public String listen(String exchange) {
        return doing(() -> {
            String queue = exchange + ".test-" + System.nanoTime();
            channel.exchangeDeclare(exchange, "topic", true);
            channel.queueDeclare(queue, true, false, false, Map.of());
            channel.queueBind(queue, exchange, "#");
            return queue;
        });
    }

    /** The next message of a queue; waits for it. */
    public GetResponse take(String queue) {
        return await().atMost(PATIENCE).until(() -> doing(() -> channel.basicGet(queue, true)), got -> got != null);
    }

    /** The next messages of a queue; waits for them. */
    public List<GetResponse> take(String queue, int count) {
        List<GetResponse> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(take(queue));
        }
        return all;
    }

    /** Messages that are ready in a queue. */
    public long ready(String queue) {
        return doing(() -> channel.messageCount(queue));
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private static <T> T doing(Work<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws Exception {
        connection.close();
    }
}
