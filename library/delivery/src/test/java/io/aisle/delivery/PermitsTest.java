package io.aisle.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

class PermitsTest {
    private final Permits permits = new Permits(10);
    private final List<String> begun = new ArrayList<>();
    private final Map<String, Sinks.Empty<Void>> ends = new HashMap<>();

    @Test
    void givesNoMoreThanThereAre() {
        claim("a", 6);
        claim("b", 5);
        assertThat(begun).containsExactly("a");
        assertThat(permits.free()).isEqualTo(4);
        end("a");
        assertThat(begun).containsExactly("a", "b");
        end("b");
        assertThat(permits.free()).isEqualTo(10);
    }

    @Test
    void letsNobodyOvertakeWhoNeedsMany() {
        claim("a", 1);
        claim("all", 10);
        claim("b", 1);
        assertThat(begun).containsExactly("a");
        end("a");
        assertThat(begun).containsExactly("a", "all");
        end("all");
        assertThat(begun).containsExactly("a", "all", "b");
    }

    @Test
    void takesThemBackFromWorkThatFailsOrIsCancelledOrNeverBegan() {
        Disposable working = claim("a", 10);
        Disposable waiting = claim("b", 10);
        claim("c", 3);
        waiting.dispose();
        working.dispose();
        assertThat(begun).containsExactly("a", "c");
        ends.get("c").tryEmitError(new IllegalStateException("fails"));
        assertThat(permits.free()).isEqualTo(10);
    }

    @Test
    void keepsCountUnderManyThreads() {
        AtomicLong inUse = new AtomicLong();
        AtomicLong most = new AtomicLong();
        Flux.range(0, 20_000)
                .flatMap(
                        i -> permits.with(
                                        i % 10 + 1,
                                        Mono.fromRunnable(() -> {
                                                    most.accumulateAndGet(inUse.addAndGet(i % 10 + 1), Math::max);
                                                    inUse.addAndGet(-(i % 10 + 1));
                                                })
                                                .subscribeOn(Schedulers.parallel()))
                                .takeUntilOther(i % 7 == 0 ? Mono.delay(java.time.Duration.ZERO) : Mono.never()),
                        64)
                .blockLast();
        assertThat(most.get()).isBetween(1L, 10L);
        await().until(() -> permits.free() == 10);
    }

    @Test
    void refusesWhatCouldNeverBegin() {
        assertThatThrownBy(() -> permits.with(11, Mono.empty())).hasMessage("permits: 11 of 10");
    }

    private Disposable claim(String name, long weight) {
        ends.put(name, Sinks.empty());
        return permits.with(weight, Mono.defer(() -> {
                    begun.add(name);
                    return ends.get(name).asMono();
                }))
                .subscribe(done -> {}, error -> {});
    }

    private void end(String name) {
        ends.get(name).tryEmitEmpty();
    }
}
