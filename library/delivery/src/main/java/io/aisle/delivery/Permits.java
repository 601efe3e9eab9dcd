package io.aisle.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Permits for work that costs more or less. They are waited for without a thread, and given in the order in which they
 * were asked for: who needs many is not overtaken for ever by those who need few. Thread-safe.
 */
public final class Permits {
    private final long total;
    private final Deque<Claim> waiting = new ArrayDeque<>();
    private long free;

    /** @param total permits there are */
    public Permits(long total) {
        if (total < 1) {
            throw new IllegalArgumentException("permits: must be at least 1, are " + total);
        }
        this.total = total;
        this.free = total;
    }

    public long total() {
        return total;
    }

    /** Permits that nobody has. */
    public synchronized long free() {
        return free;
    }

    /**
     * Begins the work when its permits are free, and has them back when it ends in whatever way. Work that has waited
     * begins on the thread that gave the permits back, so it must not be long on its subscriber's thread.
     *
     * @param weight permits it needs, no more than there are
     */
    public <T> Mono<T> with(long weight, Mono<T> work) {
        if (weight < 0 || weight > total) {
            throw new IllegalArgumentException("permits: " + weight + " of " + total);
        }
        return Mono.defer(() -> {
            Claim claim = new Claim(weight);
            Mono<T> begun =
                    grantedNow(claim) ? work : Mono.<Void>create(claim::await).then(work);
            return begun.doFinally(signal -> giveBack(claim));
        });
    }

    private synchronized boolean grantedNow(Claim claim) {
        if (waiting.isEmpty() && claim.weight <= free) {
            free -= claim.weight;
            claim.granted = true;
            return true;
        }
        waiting.add(claim);
        return false;
    }

    private void giveBack(Claim claim) {
        granted(claim).forEach(Claim::begin);
    }

    private synchronized List<Claim> granted(Claim back) {
        if (back.granted) {
            free += back.weight;
        } else {
            waiting.remove(back);
        }
        List<Claim> next = new ArrayList<>();
        for (Claim head = waiting.peek(); head != null && head.weight <= free; head = waiting.peek()) {
            waiting.remove();
            free -= head.weight;
            head.granted = true;
            next.add(head);
        }
        return next;
    }

    /** What one piece of work needs. Granted and awaited in either order. */
    private static final class Claim {
        private final long weight;
        private boolean granted; // guarded by the permits
        private boolean begun;
        private @Nullable MonoSink<Void> awaiting;

        Claim(long weight) {
            this.weight = weight;
        }

        void await(MonoSink<Void> sink) {
            synchronized (this) {
                awaiting = sink;
            }
            beginOnce();
        }

        void begin() {
            synchronized (this) {
                begun = true;
            }
            beginOnce();
        }

        private void beginOnce() {
            MonoSink<Void> sink;
            synchronized (this) {
                sink = begun ? awaiting : null;
            }
            if (sink != null) {
                sink.success(); // a second success is ignored
            }
        }
    }
}
