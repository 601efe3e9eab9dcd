package io.aisle.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.messaging.Message;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class StageLivenessTest {
    private final Stages stages = new Stages(null, Settings.properties(), new SimpleMeterRegistry());
    private final Sinks.Many<Message<byte[]>> messages = Sinks.many().unicast().onBackpressureBuffer();

    @AfterEach
    void close() {
        stages.destroy();
    }

    @Test
    void isDownWhenTheMessagesEndedThoughTheBodyGoesOn() {
        Disposable flow = stages.open("join")
                .flow(deliveries -> Flux.merge(deliveries.thenMany(Flux.<Void>empty()), Mono.never()))
                .apply(messages.asFlux())
                .subscribe();
        assertThat(stages.health().getStatus()).isEqualTo(Status.UP);
        messages.tryEmitComplete().orThrow();
        assertThat(stages.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(stages.health().getDetails()).containsEntry("join", "ended");
        flow.dispose();
    }

    @Test
    void isDownWhenTheBodyEndedThoughMessagesCome() {
        stages.open("one")
                .flow(deliveries -> Flux.empty())
                .apply(messages.asFlux())
                .subscribe();
        assertThat(stages.health().getStatus()).isEqualTo(Status.DOWN);
    }
}
