package io.aisle.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.messaging.Message;
import reactor.core.publisher.Sinks;

class StageDrainTest {
    private final RecordingBroker broker = new RecordingBroker();
    private final Sinks.Many<Message<byte[]>> messages = Sinks.many().unicast().onBackpressureBuffer();
    private final Sinks.One<Outcome> outcome = Sinks.one();
    private Stages stages = stages("20s");

    @AfterEach
    void close() {
        stages.destroy();
    }

    @Test
    void settlesWhatIsInHandAndTakesNoMore() throws Exception {
        work();
        var stopped = CompletableFuture.runAsync(stages::stop);
        await().atMost(Duration.ofSeconds(5)).until(() -> !stages.isRunning());
        messages.tryEmitNext(broker.message("later")).orThrow();
        assertThat(stopped).isNotDone();
        outcome.tryEmitValue(new Outcome.Done()).orThrow();
        stopped.get(5, TimeUnit.SECONDS);
        assertThat(broker.acknowledged()).containsExactly("first");
    }

    @Test
    void waitsNoLongerThanItMay() throws Exception {
        stages.destroy();
        stages = stages("50ms");
        work();
        CompletableFuture.runAsync(stages::stop).get(5, TimeUnit.SECONDS);
        assertThat(broker.acknowledged()).isEmpty();
    }

    @Test
    void triesNothingAgainOnceItIsClosed() {
        CompletableFuture<Void> flow = work();
        stages.destroy();
        assertThat(flow).succeedsWithin(Duration.ofSeconds(5));
        assertThat(broker.acknowledged()).isEmpty();
    }

    private static Stages stages(String drainTimeout) {
        return new Stages(null, Settings.properties("drain-timeout", drainTimeout), new SimpleMeterRegistry());
    }

    /** One message is in hand when this returns. */
    private CompletableFuture<Void> work() {
        var inHand = new CompletableFuture<Void>();
        var flow = stages.each("drain", 4, delivery -> {
                    inHand.complete(null);
                    return outcome.asMono();
                })
                .apply(messages.asFlux())
                .toFuture();
        stages.start();
        messages.tryEmitNext(broker.message("first")).orThrow();
        assertThat(inHand).succeedsWithin(Duration.ofSeconds(5));
        return flow;
    }
}
