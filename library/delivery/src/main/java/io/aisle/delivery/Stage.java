package io.aisle.delivery;

import io.aisle.contract.Codec;
import io.aisle.contract.ContractViolation;
import io.aisle.contract.DeadLetter;
import io.aisle.contract.Headers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.Message;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/**
 * One stage of the stream: takes deliveries, lets a handler decide, and settles each exactly as its outcome says. No
 * error leaves it: a reactive function that fails once is dead for ever while the app's health stays green.
 */
public final class Stage {
    private static final Logger log = LoggerFactory.getLogger(Stage.class);
    private static final String OUTPUT = "output";
    private static final String DEAD = "dead";

    private final String name;
    private final ConfirmedPublisher publisher;
    private final DeliveryProperties properties;
    private final StageProgress progress;

    private final BackOff backOff;
    private final Quarantine quarantine;
    private final Watch watch;
    private final Workers workers;
    private final Sinks.Empty<Void> closed = Sinks.empty();
    private volatile boolean draining;

    Stage(
            String name,
            ConfirmedPublisher publisher,
            DeliveryProperties properties,
            StageProgress progress,
            Watch watch) {
        this.name = name;
        this.publisher = publisher;
        this.properties = properties;
        this.progress = progress;
        this.backOff = new BackOff(name, properties, progress);
        this.quarantine = new Quarantine(name, CrashJournal.open(properties.journal(), name));
        this.watch = watch;
        this.workers = new Workers(name, Math.max(2, Runtime.getRuntime().availableProcessors()));
    }

    /**
     * A function that handles messages one by one.
     *
     * @param concurrency how many handlers may run at the same time
     */
    public Function<Flux<Message<byte[]>>, Mono<Void>> each(
            int concurrency, Function<Delivery, Mono<Outcome>> handler) {
        Function<Flux<Delivery>, Flux<Void>> singly = singly(concurrency, handler);
        return flow(deliveries -> apart(deliveries, List::of, singly, singly));
    }

    /**
     * A function that handles messages in batches. When a batch fails as a whole, its members are handled one by one,
     * so that one bad message never harms its neighbours.
     *
     * @param maxSize most messages of a batch
     * @param maxDelay longest time the first message of a batch waits for company
     * @param concurrency how many batches may be handled at the same time
     * @param handler gives one outcome for each delivery, in their order
     */
    public Function<Flux<Message<byte[]>>, Mono<Void>> batches(
            int maxSize, Duration maxDelay, int concurrency, Function<List<Delivery>, Mono<List<Outcome>>> handler) {
        Function<Flux<Delivery>, Flux<Void>> together = others -> others.bufferTimeout(maxSize, maxDelay, true)
                .flatMap(
                        batch -> decideAll(batch, handler).flatMap(outcomes -> settleAll(batch, outcomes)),
                        concurrency);
        Function<Flux<Delivery>, Flux<Void>> singly = singly(maxSize, one -> ofOne(one, handler));
        return flow(deliveries -> apart(deliveries, List::of, together, singly));
    }

    /**
     * A function whose body settles the deliveries itself, such as a join. The body must not let an error out: it ends
     * in {@link #settle} for everything it was given. The stage has ended when its messages have, even where the body
     * goes on with something of its own.
     */
    public Function<Flux<Message<byte[]>>, Mono<Void>> flow(Function<Flux<Delivery>, Flux<Void>> body) {
        return messages -> body.apply(deliveries(messages).doFinally(signal -> progress.ended()))
                .takeUntilOther(closed.asMono())
                .then()
                .doFinally(signal -> progress.ended());
    }

    /**
     * Parts suspects, which were in hand before when a process or its connection ended, from the others: one of them
     * may have ended it. Neither waits for the other. The broker's prefetch bounds what waits here; what is taken from
     * here counts as in hand.
     *
     * @param deliveries what each speaks for
     * @param others what becomes of those that come for the first time
     * @param suspects what becomes of suspects; each by itself goes through {@link #decide}
     */
    public <T> Flux<Void> apart(
            Flux<T> all,
            Function<T, List<Delivery>> deliveries,
            Function<Flux<T>, Flux<Void>> others,
            Function<Flux<T>, Flux<Void>> suspects) {
        Predicate<T> suspect = one -> Quarantine.isSuspect(deliveries.apply(one));
        Function<Flux<T>, Flux<T>> inHand = some -> some.onBackpressureBuffer()
                .filter(one -> !draining)
                .doOnNext(one -> taken(deliveries.apply(one).size()));
        return all.publish(shared -> Flux.merge(
                others.apply(inHand.apply(shared.filter(suspect.negate()))),
                suspects.apply(inHand.apply(shared.filter(suspect)))));
    }

    /**
     * Calls a handler for deliveries that stand or fall together until it gives an outcome: for as long as a dependency
     * is down, and a few times when it fails. The handler of a suspect is called while no other suspect's is.
     *
     * @param on threads for the call; one that it holds for too long is lost
     * @return never fails
     */
    public Mono<Outcome> decide(List<Delivery> deliveries, Scheduler on, Supplier<Mono<Outcome>> handler) {
        return holdWhileDown(quarantine.call(
                        deliveries,
                        Mono.defer(handler).switchIfEmpty(Mono.error(Stage::noOutcome)),
                        call -> watch.call(on, name + ": " + deliveries, call)))
                .onErrorResume(ContractViolation.class, e -> Mono.just(malformed(e)))
                .onErrorResume(HandlerTimeout.class, e -> Mono.just(late(deliveries, e)))
                .retryWhen(Retry.max(properties.attempts() - 1L))
                .onErrorResume(e -> Mono.just(failed(deliveries, e)));
    }

    /**
     * Calls a handler once for many deliveries, none of them a suspect.
     *
     * @return fails with {@link HandlerTimeout} when the call holds its thread for too long
     */
    public <T> Mono<T> together(List<Delivery> deliveries, Scheduler on, Supplier<Mono<T>> handler) {
        String what = name + ": " + deliveries.size() + " deliveries from " + deliveries.get(0);
        return quarantine.beside(watch.call(on, what, Mono.defer(handler)));
    }

    /** Counts deliveries as in hand that did not come through {@link #apart}. */
    public void taken(int deliveries) {
        progress.taken(deliveries);
    }

    /**
     * Does what the outcome says, then acknowledges all the deliveries it speaks for, in their order. An emitted message
     * goes out once; a dead letter is written for each delivery. While the broker refuses, it holds the deliveries and
     * tries again. Where one cannot be acknowledged any more, those behind it are given back, so that what belongs
     * together returns together.
     */
    public Mono<Void> settle(List<Delivery> deliveries, Outcome outcome) {
        return effect(deliveries, outcome)
                .retryWhen(backOff.whileDown(PublishRefused.class))
                .then(Mono.fromRunnable(() -> acknowledge(deliveries, outcome)));
    }

    /** A dependency's back-off: unlimited in number, bounded in pause, jittered. */
    public <T> Mono<T> holdWhileDown(Mono<T> work) {
        return work.retryWhen(backOff.whileDown(DependencyUnavailable.class));
    }

    private Mono<Void> effect(List<Delivery> deliveries, Outcome outcome) {
        if (outcome instanceof Outcome.Emit emit) {
            return publisher.publish(
                    OUTPUT, emit.message().onTopOf(deliveries.get(0).travellingHeaders()));
        }
        if (outcome instanceof Outcome.Dead dead) {
            return Flux.fromIterable(deliveries)
                    .concatMap(delivery -> publisher.publish(DEAD, deadLetter(delivery, dead)))
                    .then();
        }
        return Mono.empty();
    }

    private void acknowledge(List<Delivery> deliveries, Outcome outcome) {
        int told = 0;
        while (told < deliveries.size() && deliveries.get(told).acknowledge()) {
            told++;
        }
        // One half alone would wait for a partner that is gone. The first of the rest has no channel to return by.
        deliveries.stream().skip(told + 1L).forEach(Delivery::giveBack);
        progress.unacknowledged(deliveries.size() - told);
        if (told == deliveries.size()) {
            quarantine.settled(deliveries);
        }
        progress.settled(outcome, deliveries.size());
    }

    /** From now on what is not in hand is left to the broker, which gives it to others when the connection ends. */
    void drain() {
        draining = true;
    }

    /** Whether nothing is in hand but what waits for a dependency. */
    boolean isDrained() {
        return progress.isIdle();
    }

    /** No more deliveries come, and none is tried again. */
    void close() {
        closed.tryEmitEmpty();
        quarantine.close();
        workers.dispose();
    }

    private static Flux<Delivery> deliveries(Flux<Message<byte[]>> messages) {
        // The broker's prefetch bounds this buffer. Without it the listener thread spins while the flux is busy.
        return messages.map(Delivery::of).onBackpressureBuffer();
    }

    private Function<Flux<Delivery>, Flux<Void>> singly(int concurrency, Function<Delivery, Mono<Outcome>> handler) {
        return all -> all.flatMap(
                one -> decide(List.of(one), workers.scheduler(), () -> handler.apply(one))
                        .flatMap(outcome -> settle(List.of(one), outcome)),
                concurrency);
    }

    private Mono<List<Outcome>> decideAll(List<Delivery> batch, Function<List<Delivery>, Mono<List<Outcome>>> handler) {
        return holdWhileDown(together(batch, workers.scheduler(), () -> handler.apply(batch))
                        .doOnNext(outcomes -> requireOneEach(batch, outcomes)))
                .onErrorResume(e -> Flux.fromIterable(batch)
                        .concatMap(one -> decide(List.of(one), workers.scheduler(), () -> ofOne(one, handler)))
                        .collectList());
    }

    private static Mono<Outcome> ofOne(Delivery one, Function<List<Delivery>, Mono<List<Outcome>>> handler) {
        return handler.apply(List.of(one)).map(outcomes -> outcomes.get(0));
    }

    private static void requireOneEach(List<Delivery> batch, List<Outcome> outcomes) {
        if (batch.size() != outcomes.size()) {
            throw new IllegalStateException(outcomes.size() + " outcomes for " + batch.size() + " deliveries");
        }
    }

    private Mono<Void> settleAll(List<Delivery> batch, List<Outcome> outcomes) {
        return Flux.range(0, batch.size())
                .flatMap(i -> settle(List.of(batch.get(i)), outcomes.get(i)))
                .then();
    }

    private static Outcome malformed(ContractViolation e) {
        return new Outcome.Dead("malformed", String.valueOf(e.getMessage()));
    }

    private static RuntimeException noOutcome() {
        return new IllegalStateException("the handler gave no outcome");
    }

    private Outcome late(List<Delivery> deliveries, HandlerTimeout e) {
        log.warn("{}: gave up on {}, whose handler {}", name, deliveries, e.getMessage());
        return new Outcome.Dead("timeout", String.valueOf(e.getMessage()));
    }

    private Outcome failed(List<Delivery> deliveries, Throwable error) {
        Throwable cause =
                error.getCause() != null && reactor.core.Exceptions.isRetryExhausted(error) ? error.getCause() : error;
        log.warn("{}: gave up on {} after {} attempts", name, deliveries, properties.attempts(), cause);
        return new Outcome.Dead("failed", cause.toString());
    }

    private Outgoing deadLetter(Delivery delivery, Outcome.Dead dead) {
        log.debug("{}: dead letter {}, {}: {}", name, delivery, dead.reason(), dead.detail());
        DeadLetter letter = new DeadLetter(
                name,
                dead.reason(),
                dead.detail(),
                dead.reason().equals("failed") ? properties.attempts() : 1,
                delivery.header(Headers.PRODUCT_ID),
                delivery.version(),
                delivery.exchange(),
                delivery.routingKey(),
                delivery.travellingHeaders(),
                delivery.payload(),
                Instant.now());
        return new Outgoing(Codec.encode(letter), Map.of(Headers.KIND, Headers.KIND_DEAD_LETTER))
                .onTopOf(delivery.travellingHeaders());
    }
}
