package io.aisle.delivery;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionBlockedEvent;
import org.springframework.amqp.rabbit.connection.ConnectionUnblockedEvent;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.support.AmqpHeaders;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.context.event.EventListener;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.support.MessageBuilder;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Publishes and waits until the broker has the message: confirmed, and not returned. The broker confirms an unroutable
 * message too, so the confirm alone proves nothing. Thread-safe.
 */
public final class ConfirmedPublisher implements DisposableBean {
    /** Publishing threads; each keeps one channel, and one channel carries thousands of messages a second. */
    private static final int THREADS = 4;

    private final StreamBridge bridge;
    private final Duration timeout;
    private final Scheduler scheduler = Schedulers.newBoundedElastic(THREADS, Integer.MAX_VALUE, "aisle-publish");
    /** A blocked connection that closes is never unblocked: whoever restarts a broker out of disk closes it. */
    private final Set<Connection> blocked = ConcurrentHashMap.newKeySet();

    ConfirmedPublisher(StreamBridge bridge, Duration timeout) {
        this.bridge = bridge;
        this.timeout = timeout;
    }

    /**
     * Publishes to the destination of a binding.
     *
     * @param binding name of the output binding
     * @return completes when the broker has the message; fails with {@link PublishRefused} otherwise, within the
     *     confirm timeout
     */
    public Mono<Void> publish(String binding, Outgoing outgoing) {
        return Mono.defer(() -> isBlocked() ? Mono.error(blockedAt(binding)) : send(binding, outgoing));
    }

    /** Whether the broker has blocked this app's connection. */
    public boolean isBlocked() {
        blocked.removeIf(connection -> !connection.isOpen());
        return !blocked.isEmpty();
    }

    private Mono<Void> send(String binding, Outgoing outgoing) {
        CorrelationData correlation = new CorrelationData();
        return Mono.fromRunnable(() -> hand(binding, message(outgoing, correlation)))
                .subscribeOn(scheduler)
                .then(Mono.fromFuture(correlation::getFuture, true))
                .timeout(timeout)
                .onErrorMap(TimeoutException.class, e -> late(binding))
                .flatMap(confirm -> verdict(binding, correlation, confirm));
    }

    private void hand(String binding, Message<byte[]> message) {
        try {
            if (!bridge.send(binding, message)) {
                throw new PublishRefused(PublishRefused.Reason.UNREACHABLE, binding, null);
            }
        } catch (PublishRefused e) {
            throw e;
        } catch (RuntimeException e) {
            throw new PublishRefused(
                    PublishRefused.Reason.UNREACHABLE, binding, rootOf(e).toString());
        }
    }

    private static Mono<Void> verdict(String binding, CorrelationData sent, CorrelationData.Confirm confirm) {
        if (!confirm.ack()) {
            return Mono.error(new PublishRefused(PublishRefused.Reason.NOT_CONFIRMED, binding, confirm.reason()));
        }
        var returned = sent.getReturned();
        return returned == null
                ? Mono.empty()
                : Mono.error(new PublishRefused(
                        PublishRefused.Reason.UNROUTABLE,
                        binding,
                        "no queue for " + returned.getExchange() + "/" + returned.getRoutingKey()));
    }

    private PublishRefused late(String binding) {
        return isBlocked()
                ? blockedAt(binding)
                : new PublishRefused(PublishRefused.Reason.NOT_CONFIRMED, binding, "no answer in " + timeout);
    }

    private static PublishRefused blockedAt(String binding) {
        return new PublishRefused(PublishRefused.Reason.BLOCKED, binding, "the broker is out of disk or memory");
    }

    private static Message<byte[]> message(Outgoing outgoing, CorrelationData correlation) {
        return MessageBuilder.withPayload(outgoing.payload())
                .copyHeaders(outgoing.headers())
                .setHeader(MessageHeaders.CONTENT_TYPE, "application/json")
                .setHeader(AmqpHeaders.PUBLISH_CONFIRM_CORRELATION, correlation)
                .build();
    }

    private static Throwable rootOf(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    @EventListener
    void on(ConnectionBlockedEvent event) {
        blocked.add(event.getConnection());
    }

    @EventListener
    void on(ConnectionUnblockedEvent event) {
        blocked.remove(event.getConnection());
    }

    @Override
    public void destroy() {
        scheduler.dispose();
    }
}
