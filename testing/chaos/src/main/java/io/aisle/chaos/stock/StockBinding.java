package io.aisle.chaos.stock;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import java.io.IOException;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.util.Map;

/**
 * What the binder declares by default for a stream {@code stock = http | mongodb}: a durable topic exchange, and a
 * durable classic queue of the group, bound to everything. The names are those Data Flow gives.
 */
final class StockBinding {
    static final String EXCHANGE = "stock.http";
    static final String QUEUE = "stock.http.stock";

    /** The binder's producer sends persistent messages; Data Flow's {@code http} sends what it was posted as. */
    static final AMQP.BasicProperties PERSISTENT = MessageProperties.MINIMAL_PERSISTENT_BASIC
            .builder()
            .contentType("application/json")
            .build();

    private StockBinding() {}

    /** Declared by the consumer, and by the producer too, which Data Flow gives the consumer's group. */
    static void declare(Channel channel) throws IOException {
        channel.exchangeDeclare(EXCHANGE, BuiltinExchangeType.TOPIC, true);
        channel.queueDeclare(QUEUE, true, false, false, Map.of());
        channel.queueBind(QUEUE, EXCHANGE, "#");
    }

    static ConnectionFactory connections(String amqp) {
        var factory = new ConnectionFactory();
        try {
            factory.setUri(amqp);
            return factory;
        } catch (URISyntaxException | GeneralSecurityException e) {
            throw new IllegalArgumentException("no AMQP address: " + amqp, e);
        }
    }
}
