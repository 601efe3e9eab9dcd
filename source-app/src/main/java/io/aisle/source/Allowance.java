package io.aisle.source;

import java.util.concurrent.atomic.AtomicLong;
import org.springframework.util.unit.DataSize;

/** Bytes that all bodies together may keep of pieces that are not complete yet. Thread-safe. */
final class Allowance {
    private final AtomicLong left;

    Allowance(DataSize all) {
        this.left = new AtomicLong(all.toBytes());
    }

    /** Whether there was room for so many more. */
    boolean take(int bytes) {
        if (left.addAndGet(-bytes) >= 0) {
            return true;
        }
        left.addAndGet(bytes);
        return false;
    }

    void give(int bytes) {
        left.addAndGet(bytes);
    }
}
