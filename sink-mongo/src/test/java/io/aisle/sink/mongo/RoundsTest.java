package io.aisle.sink.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class RoundsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void looksOnceAtTheStartAndThenOnlyAfterAWrite() {
        var rounds = new Rounds(() -> Mono.fromSupplier(looks::incrementAndGet));
        StepVerifier.withVirtualTime(rounds::walk)
                .thenAwait(MINUTE)
                .then(() -> assertThat(looks).hasValue(1))
                .then(rounds::written)
                .thenAwait(MINUTE)
                .then(() -> assertThat(looks).hasValue(2))
                .thenCancel()
                .verify();
    }

    @Test
    void aWriteDuringALookIsFollowedByAnother() {
        var rounds = new Rounds[1];
        rounds[0] = new Rounds(() -> Mono.fromSupplier(() -> {
            if (looks.incrementAndGet() == 1) {
                rounds[0].written();
            }
            return 0;
        }));
        StepVerifier.withVirtualTime(rounds[0]::walk)
                .thenAwait(MINUTE)
                .then(() -> assertThat(looks).hasValue(2))
                .thenCancel()
                .verify();
    }

    @Test
    void whatTheStoreRefusesIsDoneLater() {
        var rounds = new Rounds(
                () -> looks.incrementAndGet() < 3 ? Mono.error(new MongoTimeoutException("down")) : Mono.just(0));
        StepVerifier.withVirtualTime(rounds::walk)
                .thenAwait(MINUTE)
                .then(() -> assertThat(looks).hasValue(3))
                .thenCancel()
                .verify();
    }

    @Test
    void aLongLookIsFollowedByALongerPause() {
        var rounds = new Rounds[1];
        rounds[0] = new Rounds(() -> {
            looks.incrementAndGet();
            rounds[0].written();
            return Mono.delay(Duration.ofSeconds(2)).thenReturn(0);
        });
        StepVerifier.withVirtualTime(rounds[0]::walk)
                .thenAwait(Duration.ofSeconds(21))
                .then(() -> assertThat(looks).hasValue(1))
                .thenAwait(Duration.ofSeconds(2))
                .then(() -> assertThat(looks).hasValue(2))
                .thenCancel()
                .verify();
    }
}
