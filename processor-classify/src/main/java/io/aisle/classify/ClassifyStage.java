package io.aisle.classify;

import io.aisle.classifier.Result;
import io.aisle.classifier.engine.BatchPolicy;
import io.aisle.classify.models.ServingModels;
import io.aisle.contract.Classification;
import io.aisle.contract.Codec;
import io.aisle.contract.ContractViolation;
import io.aisle.contract.Features;
import io.aisle.contract.Headers;
import io.aisle.delivery.Delivery;
import io.aisle.delivery.Outcome;
import io.aisle.delivery.Outgoing;
import io.aisle.delivery.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.Message;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The way of a half through this app: decode, meet the other half, wait for the batch, be classified, be emitted, be
 * acknowledged. Both queues run through it; whichever half comes second carries the pair on.
 */
final class ClassifyStage {
    private static final Logger log = LoggerFactory.getLogger(ClassifyStage.class);
    private static final Duration SWEEP = Duration.ofSeconds(5);

    private final Stage stage;
    private final HalfJoin join;
    private final ServingModels models;
    private final Scheduler inference;

    ClassifyStage(Stage stage, HalfJoin join, ServingModels models, Scheduler inference) {
        this.stage = stage;
        this.join = join;
        this.models = models;
        this.inference = inference;
    }

    /** The function for a queue of halves of one kind. */
    <T extends Features> Function<Flux<Message<byte[]>>, Mono<Void>> halves(Class<T> kind) {
        return stage.flow(deliveries -> settled(deliveries.concatMapIterable(delivery -> joined(delivery, kind))));
    }

    /** Like {@link #halves}, and it also looks after halves that wait too long. */
    <T extends Features> Function<Flux<Message<byte[]>>, Mono<Void>> halvesAndOrphans(Class<T> kind) {
        Flux<Joined> orphans = Flux.interval(SWEEP).onBackpressureDrop().concatMapIterable(tick -> join.expired());
        return stage.flow(deliveries ->
                settled(Flux.merge(deliveries.concatMapIterable(delivery -> joined(delivery, kind)), orphans)));
    }

    private List<Joined> joined(Delivery delivery, Class<? extends Features> kind) {
        try {
            Features features = Codec.decode(delivery.payload(), kind);
            return join.offer(new Half(features, delivery)).map(List::of).orElse(List.of());
        } catch (ContractViolation e) {
            return List.of(new Joined.Settled(refused(e), List.of(delivery)));
        } catch (RuntimeException e) { // whatever it is: an error that leaves the flow ends it
            log.warn("classify: gave up on {}", delivery, e);
            return List.of(new Joined.Settled(new Outcome.Dead("failed", e.toString()), List.of(delivery)));
        }
    }

    private Flux<Void> settled(Flux<Joined> all) {
        return stage.apart(all, Joined::deliveries, this::inBatches, this::singly);
    }

    private Flux<Void> inBatches(Flux<Joined> all) {
        return whilePolicyHolds(all)
                .concatMap(some -> {
                    BatchPolicy policy = models.policy();
                    return some.bufferTimeout(policy.maxSize(), policy.maxDelay(), true);
                })
                .flatMap(this::settle, models.policy().concurrency()); // the processor's cores, whatever the release
    }

    /** One window for as long as one batch policy holds: another release brings another. */
    private Flux<Flux<Joined>> whilePolicyHolds(Flux<Joined> all) {
        AtomicReference<BatchPolicy> held = new AtomicReference<>(models.policy());
        return all.windowUntil(
                any -> {
                    BatchPolicy now = models.policy();
                    return !now.equals(held.getAndSet(now));
                },
                true,
                models.policy().maxSize());
    }

    /** Native code can end the process: a pair that may have done so is no member of a batch. */
    private Flux<Void> singly(Flux<Joined> suspects) {
        return suspects.flatMap(
                joined -> joined instanceof Joined.Complete pair
                        ? alone(pair).flatMap(outcome -> finish(pair, outcome))
                        : stage.settle(joined.deliveries(), ((Joined.Settled) joined).outcome()),
                models.policy().maxSize());
    }

    private Mono<Void> settle(List<Joined> batch) {
        List<Joined.Complete> complete = new ArrayList<>();
        List<Joined.Settled> known = new ArrayList<>();
        for (Joined joined : batch) {
            if (joined instanceof Joined.Complete pair) {
                complete.add(pair);
            } else {
                known.add((Joined.Settled) joined);
            }
        }
        return Flux.fromIterable(known)
                .flatMap(one -> stage.settle(one.deliveries(), one.outcome()))
                .then(classify(complete));
    }

    private Mono<Void> classify(List<Joined.Complete> pairs) {
        return pairs.isEmpty() ? Mono.empty() : answer(pairs);
    }

    private Mono<Void> answer(List<Joined.Complete> pairs) {
        List<Delivery> deliveries =
                pairs.stream().flatMap(pair -> pair.deliveries().stream()).toList();
        return stage.together(deliveries, inference, () -> Mono.fromCallable(() -> outcomes(pairs)))
                .onErrorResume(e -> oneByOne(pairs, e))
                .flatMapMany(
                        outcomes -> Flux.range(0, pairs.size()).flatMap(i -> finish(pairs.get(i), outcomes.get(i))))
                .then();
    }

    /** A batch that fails as a whole is tried singly, so that one product never harms its neighbours. */
    private Mono<List<Outcome>> oneByOne(List<Joined.Complete> pairs, Throwable error) {
        log.warn("classify: a batch of {} failed, trying its products one by one", pairs.size(), error);
        return Flux.fromIterable(pairs).concatMap(this::alone).collectList();
    }

    private Mono<Outcome> alone(Joined.Complete pair) {
        return stage.decide(
                pair.deliveries(),
                inference,
                () -> Mono.fromCallable(() -> outcomes(List.of(pair)).get(0)));
    }

    private List<Outcome> outcomes(List<Joined.Complete> pairs) {
        List<Joined.Complete> living =
                pairs.stream().filter(pair -> !pair.text().product().deleted()).toList();
        var results = living.isEmpty()
                ? Collections.<Result>emptyIterator()
                : models.classify(living.stream().map(Joined.Complete::pair).toList())
                        .iterator();
        List<Outcome> outcomes = new ArrayList<>();
        for (Joined.Complete pair : pairs) {
            outcomes.add(pair.text().product().deleted() ? emit(tombstone(pair)) : outcome(results.next()));
        }
        return outcomes;
    }

    private static Outcome outcome(Result result) {
        if (result instanceof Result.Refused refused) {
            return refused(refused.violation());
        }
        return emit(((Result.Classified) result).classification());
    }

    private static Classification tombstone(Joined.Complete pair) {
        return Classification.tombstone(pair.text().product(), pair.acceptedAt(), Instant.now());
    }

    private static Outcome emit(Classification classification) {
        return new Outcome.Emit(
                new Outgoing(Codec.encode(classification), Map.of(Headers.KIND, Headers.KIND_CATEGORY)));
    }

    private static Outcome refused(ContractViolation e) {
        return new Outcome.Dead("malformed", String.valueOf(e.getMessage()));
    }

    private Mono<Void> finish(Joined.Complete pair, Outcome outcome) {
        return stage.settle(pair.deliveries(), outcome).then(Mono.defer(() -> {
            compare(pair, outcome);
            List<Delivery> late = join.finish(pair.key(), outcome instanceof Outcome.Emit);
            stage.taken(late.size());
            return late.isEmpty() ? Mono.empty() : stage.settle(late, new Outcome.Done());
        }));
    }

    /** Its answer is on its way: now the shadow may say what it would have been. */
    private void compare(Joined.Complete pair, Outcome outcome) {
        if (outcome instanceof Outcome.Emit answer && !pair.text().product().deleted()) {
            models.answered(pair.pair(), answer.message().payload());
        }
    }
}
