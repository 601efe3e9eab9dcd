package io.aisle.cli.account;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A moment as people read it: the time in UTC to the second, as in the logs, and how long ago that was. */
public final class Since {
    private Since() {}

    /** Such as {@code 2026-01-02T03:04:05Z (12 min ago)}. */
    public static String words(Instant at, Instant now) {
        return at.truncatedTo(ChronoUnit.SECONDS) + " (" + ago(Duration.between(at, now)) + " ago)";
    }

    private static String ago(Duration age) {
        if (age.toHours() >= 48) {
            return age.toDays() + " days";
        }
        if (age.toMinutes() >= 120) {
            return age.toHours() + " h";
        }
        return age.toSeconds() >= 120 ? age.toMinutes() + " min" : Math.max(0, age.toSeconds()) + " s";
    }
}
