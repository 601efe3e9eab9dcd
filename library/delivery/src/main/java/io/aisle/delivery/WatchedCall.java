package io.aisle.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import reactor.core.scheduler.Schedulers;

/** One piece of work for as long as it holds its thread. */
final class WatchedCall {
    private final String what;
    private final Duration limit;
    private final Duration stuckAfter;
    private final Consumer<Throwable> failure;
    private final Thread thread = Thread.currentThread();
    private final Instant since = Instant.now();
    private Duration held = Duration.ZERO;
    private boolean answered;
    private boolean givenUp;
    private boolean stuck;
    private boolean replaced;
    private boolean back;

    WatchedCall(String what, Duration limit, Duration stuckAfter, Consumer<Throwable> failure) {
        this.what = what;
        this.limit = limit;
        this.stuckAfter = stuckAfter;
        this.failure = failure;
    }

    /** Draws the conclusions from more time that has passed. */
    void look(Duration passed) {
        hold(passed);
        replaceThread();
        if (giveUp()) {
            // What follows is not for the thread that watches all the others.
            Schedulers.parallel().schedule(() -> failure.accept(new HandlerTimeout(limit)));
        }
    }

    /** Whether its answer still counts; an answer that comes too late is most often about the interruption. */
    synchronized boolean answers() {
        boolean first = !answered && !givenUp;
        answered = true;
        return first;
    }

    /** Said by the thread itself. */
    synchronized void isBack() {
        back = true;
        if (stuck) {
            Workers.isBack(thread);
        }
    }

    synchronized boolean isLost(Duration grace) {
        return held.compareTo(limit.plus(grace)) >= 0;
    }

    synchronized boolean isReplaced() {
        return replaced;
    }

    private synchronized void hold(Duration passed) {
        held = held.plus(passed);
    }

    private synchronized void replaceThread() {
        if (!back && !stuck && held.compareTo(stuckAfter) >= 0) {
            stuck = true;
            replaced = Workers.replace(thread);
        }
    }

    private synchronized boolean giveUp() {
        boolean now = !back && !answered && !givenUp && held.compareTo(limit) >= 0;
        if (now) {
            givenUp = true;
            thread.interrupt(); // inside the lock: a moment later it may work for a neighbour
        }
        return now;
    }

    @Override
    public String toString() {
        return what + " holds " + thread.getName() + " since " + since;
    }
}
