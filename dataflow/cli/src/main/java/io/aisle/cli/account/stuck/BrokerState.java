package io.aisle.cli.account.stuck;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The broker and its queues.
 *
 * @param ours whether {@code ./aisle up} starts and stops it
 * @param answers whether a client can connect
 * @param alarm why it blocks its producers, in its own words; null when it does not
 * @param queues those that are there
 * @param missing those the streams need and that are not there, or have no leader
 * @param unbound those the streams need and no exchange routes to; none while nobody asked the broker's own tool
 */
record BrokerState(
        boolean ours,
        boolean answers,
        @Nullable String alarm,
        List<QueueState> queues,
        List<String> missing,
        List<String> unbound) {
    BrokerState {
        queues = List.copyOf(queues);
        missing = List.copyOf(missing);
        unbound = List.copyOf(unbound);
    }

    static BrokerState silent(boolean ours) {
        return new BrokerState(ours, false, null, List.of(), List.of(), List.of());
    }

    /**
     * The same with what only the broker's own tool tells.
     *
     * @param counted all queues
     * @param bound names of those that an exchange routes to
     */
    BrokerState with(List<QueueState> counted, Set<String> bound) {
        List<String> cutOff = queues.stream()
                .map(QueueState::name)
                .filter(queue -> !bound.contains(queue))
                .toList();
        return new BrokerState(ours, answers, alarm, counted, missing, cutOff);
    }
}
