package io.aisle.cli.send;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** What has been sent so far. Thread-safe. */
public final class Sending {
    private static final int SHOWN = 20;

    private final Instant start = Instant.now();
    private final AtomicLong lines = new AtomicLong();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();
    private final AtomicLong repeated = new AtomicLong();
    private final AtomicLong unanswered = new AtomicLong();
    private final List<String> failures = new ArrayList<>();

    void read(int count) {
        lines.addAndGet(count);
    }

    void accepted(int count) {
        accepted.addAndGet(count);
    }

    void repeated(int count) {
        repeated.addAndGet(count);
    }

    void unanswered(int count) {
        unanswered.addAndGet(count);
    }

    synchronized void refused(Reply.Refusal refusal) {
        rejected.incrementAndGet();
        if (failures.size() < SHOWN) {
            String id =
                    refusal.line().key() == null ? "" : " (" + refusal.line().key() + ")";
            failures.add("line " + refusal.line().number() + ": " + refusal.status() + " " + refusal.problem() + id);
        }
    }

    /** Lines read from the file. */
    public long lines() {
        return lines.get();
    }

    /** Lines answered 202. */
    public long accepted() {
        return accepted.get();
    }

    /** Lines refused for good. */
    public long rejected() {
        return rejected.get();
    }

    /** Lines that had to be sent more than once, each time counted. */
    public long repeated() {
        return repeated.get();
    }

    /** Lines given up, because the source took none for too long. */
    public long unanswered() {
        return unanswered.get();
    }

    /** The first refusals, one line each. */
    public synchronized List<String> failures() {
        return List.copyOf(failures);
    }

    /** Accepted lines per second since the start. */
    public double rate() {
        return accepted.get()
                * 1e9
                / Math.max(1, Duration.between(start, Instant.now()).toNanos());
    }
}
