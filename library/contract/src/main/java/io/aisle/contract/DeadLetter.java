package io.aisle.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A message that a stage could not process, kept whole so that it can be sent again.
 *
 * @param stage the stage that gave up, such as {@code tokenize}
 * @param reason a short word to group by, such as {@code malformed}
 * @param detail what went wrong, one line for people; never the payload
 * @param attempts how often the stage tried
 * @param productId the product, when that much could be read
 * @param version its version, when that much could be read
 * @param exchange the exchange the message came from, where a replay sends it
 * @param routingKey the routing key it came with
 * @param queue the queue in which the broker itself gave up on it; null when a stage gave up
 * @param headers its {@code aisle-*} and trace headers
 * @param payload its bytes
 * @param at when the stage gave up
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeadLetter(
        String stage,
        String reason,
        String detail,
        int attempts,
        @Nullable String productId,
        @Nullable Long version,
        String exchange,
        String routingKey,
        @Nullable String queue,
        Map<String, String> headers,
        byte[] payload,
        Instant at) {

    public DeadLetter {
        headers = new TreeMap<>(headers);
    }

    /** A letter of a stage, which names no queue. */
    public DeadLetter(
            String stage,
            String reason,
            String detail,
            int attempts,
            @Nullable String productId,
            @Nullable Long version,
            String exchange,
            String routingKey,
            Map<String, String> headers,
            byte[] payload,
            Instant at) {
        this(stage, reason, detail, attempts, productId, version, exchange, routingKey, null, headers, payload, at);
    }

    @Override
    public String toString() {
        return "DeadLetter[" + stage + ", " + reason + ", " + productId + "@" + version + "]";
    }
}
