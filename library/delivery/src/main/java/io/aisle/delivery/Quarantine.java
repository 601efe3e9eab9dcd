package io.aisle.delivery;

import java.util.List;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Finds the message that ends its process among all that were in hand with it. A message that comes again is a suspect:
 * its handler is called while no other suspect's is, and a note of it stands for as long. Whoever's note was left behind
 * is called again while nothing else of the stage is, and when that ends the process too, it is never called again.
 */
final class Quarantine implements AutoCloseable {
    /** One may be the chance of a kill from outside; the second time nothing else was in hand. */
    private static final int CRASHES = 2;

    private static final Logger log = LoggerFactory.getLogger(Quarantine.class);

    private final String stage;
    private final CrashJournal journal;
    /** More than any stage calls at once; a call takes one, the call of an accused takes all. */
    private final Permits hands = new Permits(Integer.MAX_VALUE);

    private final Permits suspectsTurn = new Permits(1);

    Quarantine(String stage, CrashJournal journal) {
        this.stage = stage;
        this.journal = journal;
    }

    /** Whether one of these was in hand before, when a process or its connection ended. */
    static boolean isSuspect(List<Delivery> deliveries) {
        return deliveries.stream().anyMatch(Delivery::isRedelivered);
    }

    /** A call of a handler for deliveries that are no suspects. */
    <T> Mono<T> beside(Mono<T> call) {
        return hands.with(1, call);
    }

    /**
     * A call of a handler for deliveries that stand or fall together.
     *
     * @param onThread brings the call to its thread; the note does not stand while it waits for one
     */
    Mono<Outcome> call(List<Delivery> deliveries, Mono<Outcome> call, UnaryOperator<Mono<Outcome>> onThread) {
        return isSuspect(deliveries)
                ? suspectsTurn.with(1, Mono.defer(() -> suspect(deliveries, call, onThread)))
                : beside(onThread.apply(call));
    }

    /** They are acknowledged. */
    void settled(List<Delivery> deliveries) {
        if (isSuspect(deliveries)) {
            journal.settled(Delivery.identity(deliveries));
        }
    }

    private Mono<Outcome> suspect(
            List<Delivery> deliveries, Mono<Outcome> call, UnaryOperator<Mono<Outcome>> onThread) {
        String message = Delivery.identity(deliveries);
        int crashes = journal.crashes(message);
        if (crashes >= CRASHES) {
            log.warn("{}: {} ended the process {} times, and becomes a dead letter", stage, deliveries, crashes);
            return Mono.just(
                    new Outcome.Dead("crashed", "ended the process " + crashes + " times while it was alone in hand"));
        }
        return hands.with(crashes == 0 ? 1 : hands.total(), onThread.apply(noted(message, call)));
    }

    private Mono<Outcome> noted(String message, Mono<Outcome> call) {
        return Mono.defer(() -> {
            journal.inHand(message);
            return call.doOnTerminate(journal::letGo).doOnCancel(journal::letGo);
        });
    }

    @Override
    public void close() {
        journal.close();
    }
}
