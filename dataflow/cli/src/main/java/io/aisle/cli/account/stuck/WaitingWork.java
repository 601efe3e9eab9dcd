package io.aisle.cli.account.stuck;

import io.aisle.cli.account.stuck.Backlog.Waiting;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/** Where accepted products are when nothing is wrong with any part. */
record WaitingWork(Picture picture) {
    /** Between two queues a message is in no count for a moment. */
    private static final Duration UNDER_WAY = Duration.ofSeconds(30);

    Stream<Cause> causes() {
        Backlog backlog = picture.backlog();
        return backlog == null || backlog.oldest() == null
                ? Stream.empty()
                : Stream.of(cause(backlog.count(), backlog.oldest()));
    }

    private Cause cause(long count, Waiting oldest) {
        long queued =
                picture.broker().queues().stream().mapToLong(QueueState::ready).sum();
        if (queued > 0) {
            return new Cause(
                    "%,d messages are on their way, most of them in %s; every queue has a reader."
                            .formatted(queued, longest()),
                    "./aisle account --wait 60s.");
        }
        long halves = picture.apps().stream().mapToLong(AppState::waiting).sum();
        if (halves > 0) {
            return new Cause(
                    "%,d products wait in processor-classify for their other half, which is in no queue."
                            .formatted(halves),
                    "Nothing: after aisle.classify.join-timeout (15 min) they become dead letters with a command of"
                            + " their own. ./aisle account --wait 16m.");
        }
        return isInHand() || Duration.between(oldest.since(), picture.at()).compareTo(UNDER_WAY) < 0
                ? new Cause("%,d product versions are in hand.".formatted(count), "./aisle account --wait 60s.")
                : new Cause(
                        "%,d accepted product versions are in no queue, no stage and not in every store: they are lost."
                                .formatted(count),
                        "Send them in a newer version: ./aisle send FILE. This is a fault in Aisle, please report it. The oldest:"
                                + " ./aisle account --product " + oldest.key() + ".");
    }

    private boolean isInHand() {
        boolean unacknowledged = picture.broker().queues().stream()
                .anyMatch(queue -> queue.unacknowledged() != null && queue.unacknowledged() > 0);
        return unacknowledged
                || picture.apps().stream().flatMap(app -> app.stages().stream()).anyMatch(stage -> stage.inHand() > 0);
    }

    private String longest() {
        return picture.broker().queues().stream()
                .max(Comparator.comparing(QueueState::ready))
                .map(QueueState::name)
                .orElse("");
    }
}
