package io.aisle.source;

import io.aisle.delivery.PublishRefused;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Mono;

/**
 * Bounds what is under way to the broker, over all requests, and leaves a broker that failed alone for a moment, so
 * that a long request is answered at once and not one confirm timeout after the other. Thread-safe.
 */
final class Admission {
    /** There is too much under way. */
    static final class Overloaded extends RuntimeException {
        Overloaded() {
            super("publish: too many bytes are under way to the broker", null, false, false);
        }
    }

    private record Failure(Throwable cause, long until) {}

    private final long maxInFlight;
    private final long pause;
    private final LongSupplier nanoTime;
    private final AtomicLong inFlight = new AtomicLong();
    private volatile @Nullable Failure failure;

    Admission(DataSize maxInFlight, Duration pause, LongSupplier nanoTime) {
        this.maxInFlight = maxInFlight.toBytes();
        this.pause = pause.toNanos();
        this.nanoTime = nanoTime;
    }

    /** Publishes if there is room; fails with why not otherwise, or with the failure of the publishing. */
    Mono<Void> admit(long bytes, Mono<Void> publishing) {
        return Mono.defer(() -> {
            Throwable recent = recentFailure();
            if (recent != null) {
                return Mono.error(recent);
            }
            if (inFlight.addAndGet(bytes) > maxInFlight) {
                inFlight.addAndGet(-bytes);
                return Mono.error(new Overloaded());
            }
            return publishing.doOnError(this::remember).doFinally(signal -> inFlight.addAndGet(-bytes));
        });
    }

    /** Why the broker is left alone just now, or null. */
    @Nullable
    Throwable recentFailure() {
        Failure last = failure;
        return last == null || last.until - nanoTime.getAsLong() <= 0 ? null : last.cause;
    }

    /** A missing queue says nothing about the next message's chances and costs no time to find out. */
    private void remember(Throwable cause) {
        if (!(cause instanceof PublishRefused refusal) || refusal.reason() != PublishRefused.Reason.UNROUTABLE) {
            failure = new Failure(cause, nanoTime.getAsLong() + pause);
        }
    }
}
