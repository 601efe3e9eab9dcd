package io.aisle.legacy;

import io.aisle.contract.Classification;
import io.aisle.contract.Codec;
import io.aisle.contract.ContractViolation;
import io.aisle.delivery.Delivery;
import io.aisle.delivery.Outcome;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Decodes a batch, and writes what can be written on the threads that may block. */
final class LegacyStage {
    private final ProductTable table;
    private final Scheduler jdbc;

    LegacyStage(ProductTable table, Scheduler jdbc) {
        this.table = table;
        this.jdbc = jdbc;
    }

    Mono<List<Outcome>> handle(List<Delivery> deliveries) {
        List<Reading> readings = deliveries.stream().map(LegacyStage::read).toList();
        List<Classification> answers =
                readings.stream().map(Reading::answer).filter(Objects::nonNull).toList();
        return Mono.fromCallable(() -> table.write(answers))
                .subscribeOn(jdbc)
                .map(outcomes -> merge(readings, outcomes.iterator()));
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

    private static List<Outcome> merge(List<Reading> readings, Iterator<Outcome> outcomes) {
        return readings.stream()
                .map(reading -> reading.malformed() == null ? outcomes.next() : reading.malformed())
                .toList();
    }
}
