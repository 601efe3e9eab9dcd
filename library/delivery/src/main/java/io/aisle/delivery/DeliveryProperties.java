package io.aisle.delivery;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How messages are carried.
 *
 * @param confirmTimeout longest wait for the broker's confirm before the message counts as not published
 * @param attempts how often a failing message is tried before it becomes a dead letter
 * @param minBackOff first pause while a dependency is down
 * @param maxBackOff longest pause while a dependency is down
 * @param stallAfter a stage with work in hand that settles nothing for this long reports itself down
 * @param handlerTimeout longest time one call of a handler may hold its thread; then its message is a dead letter
 * @param handlerGrace how much longer it may take to give its thread back before the thread counts as lost; with the
 *     second lost one, or one that nothing can replace, the app reports itself down
 * @param drainTimeout longest time an app that is asked to end goes on with what it has in hand
 * @param journal folder for the notes by which a message that ends its process is found after the restart; one for each
 *     app, group and instance; blank for none
 */
@ConfigurationProperties("aisle.delivery")
public record DeliveryProperties(
        @DefaultValue("10s") Duration confirmTimeout,
        @DefaultValue("3") int attempts,
        @DefaultValue("200ms") Duration minBackOff,
        @DefaultValue("10s") Duration maxBackOff,
        @DefaultValue("2m") Duration stallAfter,
        @DefaultValue("30s") Duration handlerTimeout,
        @DefaultValue("10s") Duration handlerGrace,
        @DefaultValue("20s") Duration drainTimeout,
        @DefaultValue("") String journal) {
    public DeliveryProperties {
        if (attempts < 1) {
            throw new IllegalArgumentException("aisle.delivery.attempts: must be at least 1, is " + attempts);
        }
        if (handlerTimeout.toMillis() < 1) {
            throw new IllegalArgumentException("aisle.delivery.handler-timeout: must be positive");
        }
    }
}
