package io.aisle.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.support.AmqpHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class StageBatchesTest {
    /** Enough for the race of reactor-core 3.8.6 to be met within seconds; most runs meet it several times. */
    private static final int MESSAGES = 500_000;

    private static final int UNDER_WAY = 64;

    /** Never a full batch, always an answer to wait for: only the timer brings a batch on its way. */
    @Test
    void noMessageWaitsForEverInABatchThatDoesNotFill() throws InterruptedException {
        Semaphore room = new Semaphore(UNDER_WAY);
        Sinks.Many<Message<byte[]>> listener = Sinks.many().unicast().onBackpressureBuffer();
        var running = Settings.stage("batches", Settings.properties("attempts", "1"), new SimpleMeterRegistry())
                .batches(500, Duration.ofMillis(1), 2, StageBatchesTest::done)
                .apply(listener.asFlux())
                .subscribe();

        Message<byte[]> message = message(room);
        for (int sent = 0; sent < MESSAGES; sent++) {
            assertThat(room.tryAcquire(10, TimeUnit.SECONDS))
                    .as("something was acknowledged within 10 s after %d messages", sent)
                    .isTrue();
            listener.tryEmitNext(message).orThrow();
        }
        running.dispose();
    }

    private static Mono<List<Outcome>> done(List<Delivery> batch) {
        return Mono.just(Collections.<Outcome>nCopies(batch.size(), new Outcome.Done()))
                .delayElement(Duration.ofNanos(300_000));
    }

    private static Message<byte[]> message(Semaphore room) {
        Object channel = Proxy.newProxyInstance(
                Channel.class.getClassLoader(), new Class<?>[] {Channel.class}, (self, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("basicAck");
                    room.release();
                    return null;
                });
        return MessageBuilder.withPayload(new byte[0])
                .setHeader(AmqpHeaders.CHANNEL, channel)
                .setHeader(AmqpHeaders.DELIVERY_TAG, 1L)
                .build();
    }
}
