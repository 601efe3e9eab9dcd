package io.aisle.cli.account.stuck;

import io.aisle.cli.account.Since;
import io.aisle.cli.screen.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The broker's queues, and since when the reader of each has finished nothing. */
record QueueTable(Picture picture, Wiring wiring) {

    Table table() {
        Table table = Table.of("queue", "ready", "in hand", "consumers", "reader last finished");
        Map<String, List<QueueState>> rows = new LinkedHashMap<>();
        picture.broker().queues().forEach(queue -> rows.computeIfAbsent(row(queue), name -> new ArrayList<>())
                .add(queue));
        rows.forEach((name, queues) -> table.row(
                name,
                queues.stream().mapToLong(QueueState::ready).sum(),
                inHand(queues),
                queues.stream().mapToLong(QueueState::consumers).sum(),
                lastSettled(queues.get(0).name())));
        picture.broker().missing().forEach(name -> table.row(name, "-", "-", "-", "not there"));
        return table;
    }

    /** Partitions with a reader share a row: they differ in nothing an operator can change. */
    private static String row(QueueState queue) {
        return Wiring.isPartition(queue.name()) && queue.consumers() > 0
                ? Wiring.withoutPartition(queue.name()) + "-*"
                : queue.name();
    }

    private static String inHand(List<QueueState> queues) {
        return queues.stream().anyMatch(queue -> queue.unacknowledged() == null)
                ? "-"
                : "%,d"
                        .formatted(queues.stream()
                                .map(QueueState::unacknowledged)
                                .filter(Objects::nonNull)
                                .mapToLong(Long::longValue)
                                .sum());
    }

    /** A hint at the age of what is in the queue: its reader has moved nothing since. */
    private String lastSettled(String queue) {
        boolean dead = queue.startsWith("dead.");
        Optional<Instant> last = wiring.reader(queue).map(picture::instances).orElse(List.of()).stream()
                .flatMap(app -> app.stages().stream())
                .filter(stage -> stage.name().equals("dead-letters") == dead)
                .map(StageState::lastSettled)
                .filter(Objects::nonNull)
                .max(Instant::compareTo);
        return last.map(at -> Since.words(at, picture.at())).orElse("-");
    }
}
