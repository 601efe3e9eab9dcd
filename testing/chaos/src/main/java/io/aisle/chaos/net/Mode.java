package io.aisle.chaos.net;

import java.time.Duration;

/**
 * What a proxy does to the bytes that pass.
 *
 * @param refuses every connection ends as soon as it is accepted
 * @param holds nothing moves, in either direction
 * @param delay how long after its arrival a chunk goes on
 * @param bytesPerSecond most bytes a second, for one connection in one direction
 * @param allowance bytes a connection may carry, both directions together, before it is reset
 */
record Mode(boolean refuses, boolean holds, Duration delay, long bytesPerSecond, long allowance) {
    static final Mode PASS = new Mode(false, false, Duration.ZERO, Long.MAX_VALUE, Long.MAX_VALUE);
    static final Mode REFUSE = new Mode(true, false, Duration.ZERO, Long.MAX_VALUE, Long.MAX_VALUE);
    static final Mode FREEZE = new Mode(false, true, Duration.ZERO, Long.MAX_VALUE, Long.MAX_VALUE);

    /** Slices a second: a limited stream flows, and does not come in bursts of a chunk. */
    private static final int SLICES = 20;

    Mode {
        if (delay.isNegative() || bytesPerSecond < 1 || allowance < 1) {
            throw new IllegalArgumentException("a delay must not be negative, and at least one byte must pass");
        }
    }

    static Mode delay(Duration delay) {
        return new Mode(false, false, delay, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    static Mode limit(long bytesPerSecond) {
        return new Mode(false, false, Duration.ZERO, bytesPerSecond, Long.MAX_VALUE);
    }

    static Mode resetAfter(long allowance) {
        return new Mode(false, false, Duration.ZERO, Long.MAX_VALUE, allowance);
    }

    /** How many of so many waiting bytes go in one write. */
    int slice(int waiting) {
        return (int) Math.min(waiting, Math.max(1, bytesPerSecond / SLICES));
    }

    /** How long nothing may follow a write of so many bytes. */
    long restNanos(int written) {
        return bytesPerSecond == Long.MAX_VALUE ? 0 : (long) (written * 1e9 / bytesPerSecond);
    }
}
