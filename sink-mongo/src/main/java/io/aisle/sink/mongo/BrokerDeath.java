package io.aisle.sink.mongo;

import io.aisle.contract.DeadLetter;
import io.aisle.contract.Headers;
import io.aisle.delivery.Delivery;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads dead letters that no stage wrote: the broker itself gave up on a message, for instance after it had ended its
 * consumers too often, and left only {@code x-death} to tell.
 *
 * @see <a href="https://www.rabbitmq.com/docs/dlx#effects">RabbitMQ: effects of dead lettering</a>
 */
final class BrokerDeath {
    private BrokerDeath() {}

    /** The raw message as a dead letter of stage {@code broker}. */
    static DeadLetter read(Delivery delivery, Clock clock) {
        Map<?, ?> death = latest(delivery.rawHeader("x-death"));
        String queue = death.get("queue") instanceof String name ? name : null;
        return new DeadLetter(
                "broker",
                text(death, "reason", "unknown"),
                "the broker gave up on it in queue " + Objects.requireNonNullElse(queue, "unknown"),
                death.get("count") instanceof Number count ? count.intValue() : 1,
                delivery.header(Headers.PRODUCT_ID),
                delivery.version(),
                text(death, "exchange", delivery.exchange()),
                routingKey(death, delivery),
                queue,
                delivery.travellingHeaders(),
                delivery.payload(),
                death.get("time") instanceof Date time ? time.toInstant() : Instant.now(clock));
    }

    private static Map<?, ?> latest(@Nullable Object deaths) {
        return deaths instanceof List<?> all && !all.isEmpty() && all.get(0) instanceof Map<?, ?> first
                ? first
                : Map.of();
    }

    private static String text(Map<?, ?> death, String field, String otherwise) {
        Object value = death.get(field);
        return value == null ? otherwise : value.toString();
    }

    private static String routingKey(Map<?, ?> death, Delivery delivery) {
        return death.get("routing-keys") instanceof List<?> keys && !keys.isEmpty()
                ? String.valueOf(keys.get(0))
                : delivery.routingKey();
    }
}
