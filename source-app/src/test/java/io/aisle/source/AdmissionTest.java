package io.aisle.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class AdmissionTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // System.nanoTime may overflow
    private final Admission admission = new Admission(DataSize.ofBytes(100), Duration.ofSeconds(1), now::get);

    @Test
    void refusesWhatDoesNotFitUntilThereIsRoom() {
        Sinks.Empty<Void> confirm = Sinks.empty();
        var first = admission.admit(60, confirm.asMono()).toFuture();
        StepVerifier.create(admission.admit(41, Mono.empty())).verifyError(Admission.Overloaded.class);
        StepVerifier.create(admission.admit(40, Mono.empty())).verifyComplete();
        confirm.tryEmitEmpty();
        assertThat(first).isCompleted();
        StepVerifier.create(admission.admit(100, Mono.empty())).verifyComplete();
    }

    @Test
    void givesRoomBackAfterAFailureAndAfterACancel() {
        StepVerifier.create(admission.admit(100, Mono.never())).thenCancel().verify();
        StepVerifier.create(admission.admit(100, Mono.error(new IllegalStateException())))
                .verifyError();
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        StepVerifier.create(admission.admit(100, Mono.empty())).verifyComplete();
    }

    @Test
    void leavesAFailedBrokerAloneForAMoment() {
        var tries = new AtomicLong();
        Mono<Void> failing =
                Mono.fromRunnable(tries::incrementAndGet).then(Mono.error(new IllegalStateException("down")));
        StepVerifier.create(admission.admit(1, failing)).verifyErrorMessage("down");
        StepVerifier.create(admission.admit(1, failing)).verifyErrorMessage("down");
        assertThat(tries).hasValue(1);
        assertThat(admission.recentFailure()).hasMessage("down");
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(admission.recentFailure()).isNull();
        StepVerifier.create(admission.admit(1, failing)).verifyErrorMessage("down");
        assertThat(tries).hasValue(2);
    }
}
