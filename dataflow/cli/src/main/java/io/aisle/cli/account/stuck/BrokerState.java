package io.aisle.cli.account.stuck;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The broker and its queues.
 *
 * @param ours whether {@code ./aisle up} starts and stops it
 * @param answers whether a client can connect
 * @param alarm why it blocks its producers, in its own words; null when it does not
 * @param queues those that are there
 * @param missing those the streams need and that are not there, or have no leader
 */
record BrokerState(
        boolean ours, boolean answers, @Nullable String alarm, List<QueueState> queues, List<String> missing) {
    BrokerState {
        queues = List.copyOf(queues);
        missing = List.copyOf(missing);
    }

    static BrokerState silent(boolean ours) {
        return new BrokerState(ours, false, null, List.of(), List.of());
    }

    BrokerState with(List<QueueState> counted) {
        return new BrokerState(ours, answers, alarm, counted, missing);
    }
}
