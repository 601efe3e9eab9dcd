package io.aisle.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** How a stage is getting on: the counters people watch and the liveness the platform acts on. Thread-safe. */
final class StageProgress {
    private final String stage;
    private final MeterRegistry meters;
    private final Clock clock;
    private final AtomicInteger inHand;
    private final AtomicInteger held;
    private volatile Instant lastSettled;
    private volatile boolean ended;

    StageProgress(String stage, MeterRegistry meters, Clock clock) {
        this.stage = stage;
        this.meters = meters;
        this.clock = clock;
        this.lastSettled = clock.instant();
        Tags tags = Tags.of("stage", stage);
        this.inHand = meters.gauge("aisle.stage.in.hand", tags, new AtomicInteger());
        this.held = meters.gauge("aisle.stage.held", tags, new AtomicInteger());
    }

    void taken(int deliveries) {
        if (inHand.getAndAdd(deliveries) == 0) {
            lastSettled = clock.instant();
        }
    }

    void settled(Outcome outcome, int deliveries) {
        inHand.addAndGet(-deliveries);
        lastSettled = clock.instant();
        meters.counter("aisle.stage.settled", "stage", stage, "outcome", word(outcome))
                .increment(deliveries);
    }

    void unacknowledged(int deliveries) {
        meters.counter("aisle.stage.redelivery.expected", "stage", stage).increment(deliveries);
    }

    /** Work waits for a dependency, which a restart of this app would not bring back. Returns how much waits now. */
    int holding() {
        return held.incrementAndGet();
    }

    void released() {
        held.decrementAndGet();
    }

    void ended() {
        ended = true;
    }

    boolean isIdle() {
        return inHand.get() == 0 || held.get() > 0;
    }

    boolean isAlive(Duration stallAfter) {
        boolean stalled = inHand.get() > 0
                && held.get() == 0
                && Duration.between(lastSettled, clock.instant()).compareTo(stallAfter) > 0;
        return !ended && !stalled;
    }

    String describe() {
        return ended
                ? "ended"
                : inHand.get() + " in hand, " + held.get() + " held for a dependency, last settled " + lastSettled;
    }

    private static String word(Outcome outcome) {
        if (outcome instanceof Outcome.Emit) {
            return "emitted";
        }
        return outcome instanceof Outcome.Done ? "done" : "dead";
    }
}
