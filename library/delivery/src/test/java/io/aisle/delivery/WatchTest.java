package io.aisle.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

class WatchTest {
    private static final Duration LIMIT = Duration.ofMillis(300);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Watch watch = new Watch(LIMIT, LIMIT);
    /** Waits longer than a stuck thread does for its substitute. */
    private final Watch patient = new Watch(Duration.ofSeconds(2), LIMIT);

    private final Workers workers = new Workers("worker", 2);
    private final AtomicBoolean looping = new AtomicBoolean(true);

    @AfterEach
    void stop() {
        looping.set(false);
        workers.dispose();
        watch.dispose();
        patient.dispose();
    }

    @Test
    void givesUpWhatHoldsItsThreadForTooLong() {
        assertThatThrownBy(() -> call(loop()).block(PATIENCE))
                .isInstanceOf(HandlerTimeout.class)
                .hasMessage("did not come back within 300 ms");
    }

    @Test
    void saysWhichThreadIsLostUntilItIsBack() {
        assertThat(watch.lost()).isEmpty();
        call(loop()).onErrorResume(e -> Mono.empty()).block(PATIENCE);
        await().until(() -> !watch.lost().isEmpty());
        assertThat(watch.lost()).singleElement().asString().startsWith("the call holds worker-1 since 2");
        looping.set(false);
        await().until(() -> watch.lost().isEmpty());
    }

    @Test
    void goesOnWithoutOneThreadThatAnotherReplaces() {
        lose(workers.scheduler(), 1);
        assertThat(patient.canGoOn()).isTrue();
        lose(workers.scheduler(), 2);
        assertThat(patient.canGoOn()).isFalse();
        looping.set(false);
        await().until(patient::canGoOn);
    }

    @Test
    void cannotGoOnWithoutAThreadThatNothingReplaces() {
        Scheduler only = Schedulers.newSingle("only", true);
        lose(only, 1);
        assertThat(patient.canGoOn()).isFalse();
        looping.set(false);
        only.dispose();
    }

    private void lose(Scheduler on, int altogether) {
        patient.call(on, "the call", loop()).subscribe(x -> {}, e -> {});
        await().until(() -> patient.lost().size() == altogether);
    }

    @Test
    void interruptsTheThread() {
        AtomicBoolean interrupted = new AtomicBoolean();
        Mono<Object> sleep = Mono.fromRunnable(() -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
        });
        assertThatThrownBy(() -> call(sleep).block(PATIENCE)).isInstanceOf(HandlerTimeout.class);
        await().untilTrue(interrupted);
    }

    @Test
    void replacesThreadsThatAreStuckSoThatOthersGoOn() {
        var stuck =
                List.of(call(loop()).subscribe(x -> {}, e -> {}), call(loop()).subscribe(x -> {}, e -> {}));
        Mono<String> neighbour = Mono.fromCallable(() -> "done");
        assertThat(call(neighbour).block(PATIENCE)).isEqualTo("done");
        looping.set(false);
        await().until(() -> stuck.stream().allMatch(reactor.core.Disposable::isDisposed));
        assertThat(call(neighbour).block(PATIENCE)).isEqualTo("done");
    }

    @Test
    void doesNotCountTheTimeInWhichWorkHoldsNoThread() {
        Mono<String> answer = Mono.delay(LIMIT.multipliedBy(4)).thenReturn("answered");
        assertThat(call(answer).block(PATIENCE)).isEqualTo("answered");
        assertThat(watch.lost()).isEmpty();
    }

    @Test
    void doesNotCountTheTimeInWhichTheWholeProcessWasStopped() {
        AtomicLong nanos = new AtomicLong();
        Watch stopped = new Watch(Duration.ofSeconds(30), LIMIT, nanos::get);
        AtomicReference<Throwable> error = new AtomicReference<>();
        AtomicBoolean begun = new AtomicBoolean();
        stopped.call(
                        workers.scheduler(),
                        "the call",
                        Mono.fromRunnable(() -> begun.set(true)).then(loop()))
                .subscribe(x -> {}, error::set);
        await().untilTrue(begun);
        pass(stopped, nanos, Duration.ofSeconds(60), 2);
        pass(stopped, nanos, Duration.ofMillis(100), 280);
        assertThat(error).hasNullValue();
        pass(stopped, nanos, Duration.ofMillis(100), 20);
        await().until(() -> error.get() instanceof HandlerTimeout);
        stopped.dispose();
    }

    @Test
    void knowsHowLongTheProcessStoodStill() {
        AtomicLong nanos = new AtomicLong();
        Watch stopped = new Watch(LIMIT, LIMIT, nanos::get);
        nanos.addAndGet(Duration.ofMillis(400).toNanos());
        assertThat(stopped.stoodStill()).isZero();
        nanos.addAndGet(Duration.ofSeconds(20).toNanos());
        assertThat(stopped.stoodStill()).isEqualTo(Duration.ofMillis(19_500));
        stopped.dispose();
    }

    @Test
    void makesAnErrorOfWhateverIsThrown() {
        assertThatThrownBy(() -> call(Mono.fromCallable(() -> depth(0))).block(PATIENCE))
                .hasRootCauseInstanceOf(StackOverflowError.class);
        assertThat(call(Mono.fromCallable(() -> "goes on")).block(PATIENCE)).isEqualTo("goes on");
    }

    private static void pass(Watch watch, AtomicLong nanos, Duration step, int times) {
        for (int i = 0; i < times; i++) {
            nanos.addAndGet(step.toNanos());
            watch.tick();
        }
    }

    private <T> Mono<T> call(Mono<T> work) {
        return watch.call(workers.scheduler(), "the call", work);
    }

    private Mono<Object> loop() {
        return Mono.fromRunnable(() -> {
            while (looping.get()) {
                Thread.onSpinWait();
            }
        });
    }

    private static int depth(int depth) {
        return depth(depth + 1) + 1;
    }
}
