package io.aisle.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

/**
 * Watches work that holds a thread. Beyond its limit it is given up, and when its thread does not come back after that
 * either, the thread is lost: it cannot be freed, only its process can be ended. Only the time in which the thread is held
 * counts, not the time in which work waits for a thread or, without one, for an answer. Thread-safe.
 */
public final class Watch implements Disposable {
    private static final Duration TICK = Duration.ofMillis(100);
    /** More at a time passes for nobody: the whole process was stopped, or its machine was busy elsewhere. */
    private static final Duration LONGEST_TICK = TICK.multipliedBy(5);
    /** No honest handler holds its thread for as long, nearly; a spare thread too many does no harm. */
    private static final Duration STUCK_AFTER = Duration.ofSeconds(1);
    /** It keeps one processor busy at most, which costs the neighbours less than a restart. */
    private static final int BEARABLE = 1;

    private final Duration limit;
    private final Duration grace;
    private final LongSupplier nanoTime;
    private final Set<WatchedCall> calls = ConcurrentHashMap.newKeySet();
    private final Scheduler clock = Schedulers.newSingle("aisle-watch", true);
    private long lastTick;
    private long stoodStill;

    /**
     * @param limit after this the work is given up
     * @param grace after this, on top of the limit, its thread is lost
     */
    public Watch(Duration limit, Duration grace) {
        this(limit, grace, System::nanoTime);
    }

    Watch(Duration limit, Duration grace, LongSupplier nanoTime) {
        this.limit = limit;
        this.grace = grace;
        this.nanoTime = nanoTime;
        this.lastTick = nanoTime.getAsLong();
        clock.schedulePeriodically(this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    synchronized void tick() {
        long now = nanoTime.getAsLong();
        Duration passed = Duration.ofNanos(Math.min(now - lastTick, LONGEST_TICK.toNanos()));
        stoodStill += now - lastTick - passed.toNanos();
        lastTick = now;
        calls.forEach(call -> call.look(passed));
    }

    /** Time that has passed for nobody so far. Who waited meanwhile has not waited. */
    public synchronized Duration stoodStill() {
        tick();
        return Duration.ofNanos(stoodStill);
    }

    /**
     * Subscribes to the work on a thread of the scheduler. Whatever is thrown on that thread becomes an error signal.
     *
     * @param what names the work in the app's health
     * @return fails with {@link HandlerTimeout} when the thread was held beyond the limit
     */
    public <T> Mono<T> call(Scheduler on, String what, Mono<T> work) {
        return call(on, limit, what, work);
    }

    /** The same with a limit of its own. */
    public <T> Mono<T> call(Scheduler on, Duration limit, String what, Mono<T> work) {
        return Mono.<T>create(sink -> run(work, sink, new WatchedCall(what, limit, STUCK_AFTER, sink::error)))
                .subscribeOn(on);
    }

    private <T> void run(Mono<T> work, MonoSink<T> sink, WatchedCall call) {
        calls.add(call);
        try {
            sink.onDispose(work.subscribe(
                    value -> answer(call, () -> sink.success(value)),
                    error -> answer(call, () -> sink.error(error)),
                    () -> answer(call, sink::success),
                    Context.of(sink.contextView())));
        } catch (Throwable e) { // Reactor lets some errors pass, such as a stack overflow
            answer(call, () -> sink.error(new IllegalStateException(e)));
        } finally {
            calls.remove(call);
            call.isBack();
        }
    }

    private static void answer(WatchedCall call, Runnable answer) {
        if (call.answers()) {
            answer.run();
        }
    }

    /** Work whose thread is lost, in words. */
    List<String> lost() {
        return lostCalls().map(WatchedCall::toString).toList();
    }

    /** Whether the app can go on without what is lost: {@value #BEARABLE} thread, and another is in its place. */
    boolean canGoOn() {
        return lostCalls().count() <= BEARABLE && lostCalls().allMatch(WatchedCall::isReplaced);
    }

    private Stream<WatchedCall> lostCalls() {
        return calls.stream().filter(call -> call.isLost(grace));
    }

    @Override
    public void dispose() {
        clock.dispose();
    }
}
