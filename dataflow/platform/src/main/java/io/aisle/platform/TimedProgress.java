package io.aisle.platform;

import java.util.Locale;

/**
 * Puts the seconds since the command began in front of each line.
 *
 * @param listener where the lines go
 * @param startNanos {@link System#nanoTime()} at the beginning
 */
record TimedProgress(Progress listener, long startNanos) implements Progress {

    static Progress from(Progress listener) {
        return listener instanceof TimedProgress ? listener : new TimedProgress(listener, System.nanoTime());
    }

    @Override
    public void say(String line) {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        listener.say(String.format(Locale.ROOT, "%6.1f s  %s", seconds, line));
    }
}
