package io.aisle.cli.account.story;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter without its bytes.
 *
 * @param version the version it speaks of; null when that could not be read
 * @param stage the stage that gave up
 * @param queue where the broker itself gave up; null when a stage did
 * @param reason its word for why
 * @param detail what went wrong
 * @param attempts how often the stage tried
 * @param failures when it failed
 * @param replayed when it was sent again; null when it was not, or has failed since
 * @param resolved when its version was found to stand in the store; null when it does not
 * @param resolvedBy {@code stored} or {@code superseded}; null while it is not resolved
 */
record Burial(
        @Nullable Long version,
        String stage,
        @Nullable String queue,
        String reason,
        String detail,
        int attempts,
        List<Instant> failures,
        @Nullable Instant replayed,
        @Nullable Instant resolved,
        @Nullable String resolvedBy) {

    static Burial of(Document letter) {
        Number version = letter.get("version", Number.class);
        Number attempts = letter.get("attempts", Number.class);
        return new Burial(
                version == null ? null : version.longValue(),
                text(letter, "stage"),
                letter.getString("queue"),
                text(letter, "reason"),
                text(letter, "detail"),
                attempts == null ? 0 : attempts.intValue(),
                letter.getList("failures", Date.class, List.of()).stream()
                        .map(Date::toInstant)
                        .toList(),
                instant(letter.getDate("replayedAt")),
                instant(letter.getDate("resolvedAt")),
                letter.getString("resolvedBy"));
    }

    boolean isOpen() {
        return replayed == null && resolved == null;
    }

    private static String text(Document letter, String field) {
        return Objects.requireNonNullElse(letter.getString(field), "");
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }
}
