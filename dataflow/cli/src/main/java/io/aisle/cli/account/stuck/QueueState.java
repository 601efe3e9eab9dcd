package io.aisle.cli.account.stuck;

import org.jspecify.annotations.Nullable;

/**
 * One queue as the broker sees it.
 *
 * @param name exchange, a dot, consumer group, and the number of the partition where it has some
 * @param ready messages that wait for a consumer
 * @param unacknowledged messages that a consumer has in hand; null when the broker would not say
 * @param consumers who reads it
 * @param limit messages at which it refuses more
 */
record QueueState(String name, long ready, @Nullable Long unacknowledged, long consumers, long limit) {
    /** What Aisle declares for every queue, where the broker does not show its arguments. */
    static final long DECLARED_LIMIT = 1_000_000;

    long messages() {
        return ready + (unacknowledged == null ? 0 : unacknowledged);
    }

    boolean isFull() {
        return messages() >= limit;
    }
}
