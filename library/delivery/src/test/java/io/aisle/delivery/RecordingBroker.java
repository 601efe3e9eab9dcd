package io.aisle.delivery;

import com.rabbitmq.client.Channel;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.amqp.support.AmqpHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

/** Messages without a broker behind them; those named suspect were delivered before. */
final class RecordingBroker {
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    Message<byte[]> message(String name) {
        Object channel = Proxy.newProxyInstance(
                Channel.class.getClassLoader(), new Class<?>[] {Channel.class}, (self, method, arguments) -> {
                    if (method.getName().equals("basicAck")) {
                        acknowledged.add(name);
                    }
                    return null;
                });
        return MessageBuilder.withPayload(name.getBytes(StandardCharsets.UTF_8))
                .setHeader("x-delivery-count", name.startsWith("suspect") ? 1L : 0L)
                .setHeader(AmqpHeaders.CHANNEL, channel)
                .setHeader(AmqpHeaders.DELIVERY_TAG, 1L)
                .build();
    }

    static String name(Delivery delivery) {
        return new String(delivery.payload(), StandardCharsets.UTF_8);
    }

    /** Names of the messages that need not come again. */
    Set<String> acknowledged() {
        return acknowledged;
    }
}
