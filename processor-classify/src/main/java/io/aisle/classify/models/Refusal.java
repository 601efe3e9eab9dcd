package io.aisle.classify.models;

import java.time.Instant;

/**
 * A change that was not made; what served before goes on.
 *
 * @param what the role that was to change, or the file that says so
 * @param release the release it was to have, as it was written
 * @param reason one sentence
 * @param at when
 */
public record Refusal(String what, String release, String reason, Instant at) {
    @Override
    public String toString() {
        return "%s %s, at %s: %s".formatted(what, release, at, reason);
    }
}
