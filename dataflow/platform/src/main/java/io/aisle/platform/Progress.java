package io.aisle.platform;

/** Receives lines for a person who waits. May be called from several threads. */
@FunctionalInterface
public interface Progress {

    /** Shows one line, already complete with its elapsed time. */
    void say(String line);

    /** Says nothing. */
    static Progress silent() {
        return line -> {};
    }
}
