package io.aisle.sink.mongo;

import io.aisle.contract.Classification;
import io.aisle.contract.Codec;
import io.aisle.contract.ContractViolation;
import io.aisle.delivery.Delivery;
import io.aisle.delivery.Outcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Decodes a batch, stores what can be stored, and measures how long each product was under way. */
final class StoreStage {
    private final ProductStore store;
    private final Timer latency;
    private final Clock clock;

    StoreStage(ProductStore store, MeterRegistry meters, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.latency = Timer.builder("aisle.product.latency")
                .description("From accepted by the source to durably stored")
                .publishPercentiles(0.5, 0.95, 0.99)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(10))
                .maximumExpectedValue(Duration.ofMinutes(10))
                .register(meters);
    }

    Mono<List<Outcome>> handle(List<Delivery> deliveries) {
        List<Reading> readings = deliveries.stream().map(StoreStage::read).toList();
        List<Classification> answers =
                readings.stream().map(Reading::answer).filter(Objects::nonNull).toList();
        return store.write(answers).map(outcomes -> merge(readings, outcomes.iterator()));
    }

    /** One of the two is there. */
    private record Reading(
            @Nullable Classification answer, @Nullable Outcome malformed) {}

    private static Reading read(Delivery delivery) {
        try {
            return new Reading(Codec.decode(delivery.payload(), Classification.class), null);
        } catch (ContractViolation e) {
            return new Reading(null, new Outcome.Dead("malformed", String.valueOf(e.getMessage())));
        }
    }

    private List<Outcome> merge(List<Reading> readings, Iterator<Outcome> outcomes) {
        return readings.stream()
                .map(reading ->
                        reading.answer() == null ? malformed(reading) : measured(reading.answer(), outcomes.next()))
                .toList();
    }

    private static Outcome malformed(Reading reading) {
        return Objects.requireNonNull(reading.malformed());
    }

    private Outcome measured(Classification answer, Outcome outcome) {
        if (outcome instanceof Outcome.Done && answer.acceptedAt() != null) {
            latency.record(Duration.between(answer.acceptedAt(), clock.instant()));
        }
        return outcome;
    }
}
