package io.aisle.sink.mongo;

import io.aisle.contract.Codec;
import io.aisle.contract.DeadLetter;
import io.aisle.contract.Headers;
import io.aisle.delivery.Delivery;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.support.AmqpHeaders;
import org.springframework.messaging.support.MessageBuilder;

/** Messages as the broker delivers them. */
final class Messages {
    static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");
    static final byte[] PAYLOAD = "{\"productId\": \"a\"}".getBytes(StandardCharsets.UTF_8);

    private Messages() {}

    static Delivery of(byte[] payload, Map<String, Object> headers) {
        return Delivery.of(
                MessageBuilder.withPayload(payload).copyHeaders(headers).build());
    }

    static DeadLetter letter(String reason, byte[] payload, Instant at) {
        Map<String, String> headers = Map.of(Headers.KIND, Headers.KIND_PRODUCT, Headers.TRACE_PARENT, "00-trace");
        return new DeadLetter("tokenize", reason, "why", 3, "a", 7L, "products", "key", headers, payload, at);
    }

    static DeadLetter of(String stage, String productId, @Nullable Long version) {
        return new DeadLetter(stage, "failed", "why", 3, productId, version, "products", "key", Map.of(), PAYLOAD, AT);
    }

    static Delivery delivery(DeadLetter letter) {
        return of(Codec.encode(letter), Map.of(Headers.KIND, Headers.KIND_DEAD_LETTER));
    }

    /** A message that ended its consumer too often, as RabbitMQ itself dead-letters it. */
    static Delivery brokerDeath() {
        Map<String, Object> death = Map.of(
                "count",
                1L,
                "reason",
                "delivery_limit",
                "queue",
                "features.classify",
                "time",
                Date.from(AT),
                "exchange",
                "features",
                "routing-keys",
                List.of("text"));
        return of(
                PAYLOAD,
                Map.of(
                        "x-death",
                        List.of(death),
                        Headers.KIND,
                        Headers.KIND_TEXT,
                        Headers.PRODUCT_ID,
                        "a",
                        Headers.VERSION,
                        "7",
                        AmqpHeaders.RECEIVED_EXCHANGE,
                        "dead",
                        AmqpHeaders.RECEIVED_ROUTING_KEY,
                        "text"));
    }
}
