package io.aisle.sink.mongo;

import com.mongodb.MongoException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Looks through the open dead letters after every write of a product or a letter, at most once a second. Of two writes
 * that cross, the later one is followed by a look that sees both, whichever process made them; a process that was
 * killed before its look has one when it starts. Thread-safe.
 */
final class Rounds {
    private static final Logger log = LoggerFactory.getLogger(Rounds.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    /** Many open letters take long to look through; a tenth of the time is enough for that. */
    private static final int PAUSE_PER_LOOK = 10;

    private final Supplier<Mono<Integer>> look;
    private final AtomicBoolean due = new AtomicBoolean(true);

    /** @param look one look, which gives how many letters it closed */
    Rounds(Supplier<Mono<Integer>> look) {
        this.look = look;
    }

    /** Something was written: an open letter may have become void. Costs the writer nothing. */
    void written() {
        due.set(true);
    }

    /** Whether something was written that no look has begun to see yet. */
    boolean isDue() {
        return due.get();
    }

    /** Looks for as long as it is subscribed to. Neither ends nor fails: what the store refuses is done later. */
    Mono<Void> walk() {
        return Mono.defer(() -> due.getAndSet(false) ? look.get() : Mono.just(0))
                .onErrorResume(this::later)
                .elapsed()
                .flatMap(looked -> Mono.delay(pause(looked.getT1())))
                .repeat()
                .then();
    }

    private Mono<Integer> later(Throwable error) {
        written();
        if (error instanceof MongoException) {
            log.debug("dead-letters: the store let nobody look at the open ones: {}", error.getMessage());
        } else {
            log.warn("dead-letters: cannot look at the open ones, and will again", error);
        }
        return Mono.just(0);
    }

    private static Duration pause(long millis) {
        long pause = Math.max(SHORTEST_PAUSE.toMillis(), millis * PAUSE_PER_LOOK);
        return Duration.ofMillis(Math.min(LONGEST_PAUSE.toMillis(), pause));
    }
}
