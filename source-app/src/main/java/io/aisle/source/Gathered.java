package io.aisle.source;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a piece so far, up to a limit of its own and one of all bodies together; what comes after either is
 * dropped. Its owner feeds it, and anybody may close it.
 */
final class Gathered implements AutoCloseable {
    private final int limit;
    private final Allowance allowance;
    private ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean overflown;
    private boolean blank = true;
    private boolean closed;

    Gathered(long limit, Allowance allowance) {
        this.limit = Math.toIntExact(limit);
        this.allowance = allowance;
    }

    /** @return why these bytes did not fit, where they were the first; null otherwise */
    synchronized @Nullable Problem add(byte[] source, int from, int to) {
        if (overflown || closed) {
            return null;
        }
        Problem problem = problem(to - from);
        if (problem != null) {
            clear();
            overflown = true;
            return problem;
        }
        for (int i = from; blank && i < to; i++) {
            blank = isBlank(source[i]);
        }
        bytes.write(source, from, to - from);
        return null;
    }

    private @Nullable Problem problem(int more) {
        if (more > limit - bytes.size()) {
            return Problem.TOO_LARGE;
        }
        return allowance.take(more) ? null : Problem.OVERLOADED;
    }

    /** Whether there is text that fitted. */
    synchronized boolean hasText() {
        return !overflown && !blank;
    }

    /** Whether there was nothing but space. */
    synchronized boolean isBlank() {
        return !overflown && blank;
    }

    /** The bytes; the next piece begins. */
    synchronized byte[] take() {
        byte[] taken = bytes.toByteArray();
        clear();
        return taken;
    }

    synchronized void clear() {
        allowance.give(bytes.size());
        bytes = new ByteArrayOutputStream(); // the old one would keep the room it has grown to
        overflown = false;
        blank = true;
    }

    /** The body is read no further. */
    @Override
    public synchronized void close() {
        clear();
        closed = true;
    }

    /** White space as JSON defines it (RFC 8259, section 2). */
    static boolean isBlank(byte letter) {
        return letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n';
    }
}
