package io.aisle.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.messaging.Message;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The stages of one app, and their liveness: down when one has ended, or has work in hand and settles none, or has lost
 * more threads to handlers that do not come back than it can go on without. An app that is asked to end settles what it
 * has in hand while its connections are still open, and takes no more.
 */
public final class Stages implements HealthIndicator, SmartLifecycle, DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(Stages.class);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final ConfirmedPublisher publisher;
    private final DeliveryProperties properties;
    private final MeterRegistry meters;
    private final Map<String, StageProgress> progress = new ConcurrentHashMap<>();
    private final Watch watch;
    private final List<Stage> open = new CopyOnWriteArrayList<>();
    private volatile boolean running;

    Stages(ConfirmedPublisher publisher, DeliveryProperties properties, MeterRegistry meters) {
        this.publisher = publisher;
        this.properties = properties;
        this.meters = meters;
        this.watch = new Watch(properties.handlerTimeout(), properties.handlerGrace());
        meters.gauge("aisle.threads.lost", watch, one -> one.lost().size());
    }

    /** Opens a stage. The name appears in dead letters, metrics and health. */
    public Stage open(String name) {
        StageProgress own = new StageProgress(name, meters, Clock.systemUTC());
        if (progress.putIfAbsent(name, own) != null) {
            throw new IllegalStateException("stage: there is one already (" + name + ")");
        }
        Stage stage = new Stage(name, publisher, properties, own, watch);
        open.add(stage);
        return stage;
    }

    /** {@link Stage#each} of a new stage. */
    public Function<Flux<Message<byte[]>>, Mono<Void>> each(
            String stage, int concurrency, Function<Delivery, Mono<Outcome>> handler) {
        return open(stage).each(concurrency, handler);
    }

    /** {@link Stage#batches} of a new stage. */
    public Function<Flux<Message<byte[]>>, Mono<Void>> batches(
            String stage,
            int maxSize,
            Duration maxDelay,
            int concurrency,
            Function<List<Delivery>, Mono<List<Outcome>>> handler) {
        return open(stage).batches(maxSize, maxDelay, concurrency, handler);
    }

    /** Watches this app's handlers, and what else holds threads that are not for ever. */
    public Watch watch() {
        return watch;
    }

    @Override
    public Health health() {
        List<String> lost = watch.lost();
        boolean alive =
                watch.canGoOn() && progress.values().stream().allMatch(one -> one.isAlive(properties.stallAfter()));
        Health.Builder health = alive ? Health.up() : Health.down();
        progress.forEach((stage, one) -> health.withDetail(stage, one.describe()));
        return lost.isEmpty()
                ? health.build()
                : health.withDetail("lost threads", lost).build();
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the bindings stop: without their channels nothing can be acknowledged. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    /** Waits until nothing is in hand, for as long as the properties allow. */
    @Override
    public void stop() {
        running = false;
        open.forEach(Stage::drain);
        long deadline = System.nanoTime() + properties.drainTimeout().toNanos();
        try {
            while (!open.stream().allMatch(Stage::isDrained) && System.nanoTime() < deadline) {
                TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        progress.forEach((stage, one) -> log.debug("{}: drained, {}", stage, one.describe()));
    }

    @Override
    public void destroy() {
        open.forEach(Stage::close);
        watch.dispose();
    }
}
