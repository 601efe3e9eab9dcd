package io.aisle.source;

import java.io.ByteArrayOutputStream;

/** The bytes of a piece so far, up to a limit; what comes after it is dropped. Not thread-safe. */
final class Gathered {
    private final int limit;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean overflown;
    private boolean blank = true;

    Gathered(long limit) {
        this.limit = Math.toIntExact(limit);
    }

    /** @return whether these bytes were the first that did not fit */
    boolean add(byte[] source, int from, int to) {
        if (overflown) {
            return false;
        }
        if (to - from > limit - bytes.size()) {
            overflown = true;
            bytes.reset();
            return true;
        }
        for (int i = from; blank && i < to; i++) {
            blank = isBlank(source[i]);
        }
        bytes.write(source, from, to - from);
        return false;
    }

    /** Whether there is text that fitted. */
    boolean hasText() {
        return !overflown && !blank;
    }

    /** Whether there was nothing but space. */
    boolean isBlank() {
        return !overflown && blank;
    }

    /** The bytes; the next piece begins. */
    byte[] take() {
        byte[] taken = bytes.toByteArray();
        clear();
        return taken;
    }

    void clear() {
        bytes.reset();
        overflown = false;
        blank = true;
    }

    /** White space as JSON defines it (RFC 8259, section 2). */
    static boolean isBlank(byte letter) {
        return letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n';
    }
}
