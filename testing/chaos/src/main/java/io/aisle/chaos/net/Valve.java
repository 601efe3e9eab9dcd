package io.aisle.chaos.net;

import java.util.concurrent.TimeUnit;

/** The mode in force, and the waiting it asks for; every change is seen at once by those who wait. Thread-safe. */
final class Valve {
    private Mode mode = Mode.PASS;

    synchronized void set(Mode next) {
        mode = next;
        notifyAll();
    }

    synchronized Mode mode() {
        return mode;
    }

    /** Returns when bytes may move at all. */
    synchronized void awaitOpen() throws InterruptedException {
        while (mode.holds()) {
            wait();
        }
    }

    /**
     * Returns the mode under which a chunk may go on.
     *
     * @param arrived when it came, by {@link System#nanoTime()}
     */
    synchronized Mode awaitDue(long arrived) throws InterruptedException {
        while (true) {
            awaitOpen();
            long left = arrived + mode.delay().toNanos() - System.nanoTime();
            if (left <= 0) {
                return mode;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /** Waits as long as the mode asks after a write, or until another mode is set. */
    synchronized void rest(Mode under, int written) throws InterruptedException {
        long end = System.nanoTime() + under.restNanos(written);
        for (long left = end - System.nanoTime(); left > 0 && mode.equals(under); left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }
}
