package io.aisle.cli.account.stuck;

import io.aisle.cli.account.LegacyStore;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is wrong with the queues though their apps are well. */
record QueueFaults(Picture picture, Wiring wiring) {

    Stream<Cause> causes() {
        return Stream.of(missing(), unbound(), unread(), full()).flatMap(causes -> causes);
    }

    private Stream<Cause> missing() {
        return picture.broker().missing().stream()
                .filter(queue -> !isToldWithItsApp(queue) && !isUndeployed(queue))
                .map(queue -> new Cause(
                        "Queue " + queue + " is not there, or has no leader: what is sent to it is refused and held.",
                        "Stop its reader, then ./aisle up, which declares it anew: " + processes(queue) + "."));
    }

    /** Binding belongs to an app's start: a queue without is one somebody cut off afterwards. */
    private Stream<Cause> unbound() {
        return picture.broker().unbound().stream()
                .filter(queue -> !isToldWithItsApp(queue) && !isUndeployed(queue))
                .map(
                        queue -> new Cause(
                                "Queue " + queue
                                        + " is bound to no exchange: what is published passes it by, and the publisher"
                                        + " hears of it only where no other queue takes the message.",
                                "Stop its reader, then ./aisle up, which binds it anew: " + processes(queue)
                                        + ". ./aisle account then names the products that missed it; send those in a newer version."));
    }

    private boolean isToldWithItsApp(String queue) {
        return readers(queue).stream().anyMatch(app -> !app.isUp());
    }

    private boolean isUndeployed(String queue) {
        return picture.silent() == null && readers(queue).isEmpty();
    }

    private List<AppState> readers(String queue) {
        return wiring.reader(queue).map(picture::instances).orElse(List.of());
    }

    /** Partitions of one queue count as one. */
    private Stream<Cause> unread() {
        Map<String, List<QueueState>> unread = picture.broker().queues().stream()
                .filter(queue -> queue.consumers() == 0)
                .filter(queue -> wiring.reader(queue.name()).isPresent())
                .filter(queue -> !isToldWithItsApp(queue.name()))
                .filter(queue -> isLegacy(queue.name()) || !isUndeployed(queue.name()))
                .collect(Collectors.groupingBy(
                        queue -> Wiring.withoutPartition(queue.name()), TreeMap::new, Collectors.toList()));
        return unread.entrySet().stream().map(queue -> unread(queue.getKey(), queue.getValue()));
    }

    private static boolean isLegacy(String queue) {
        return queue.endsWith("." + LegacyStore.STAGE);
    }

    private Cause unread(String name, List<QueueState> queues) {
        long messages = queues.stream().mapToLong(QueueState::messages).sum();
        if (isUndeployed(name)) {
            return new Cause(
                    "%s still collects, though its sink is undeployed: %,d messages. When it is full, it stops the classifier."
                            .formatted(name, messages),
                    "./aisle up deploys the sink again; to be without it, rabbitmqctl delete_queue " + name + ".");
        }
        if (Wiring.isPartition(queues.get(0).name())) {
            String partitions = queues.stream()
                    .map(queue -> queue.name().substring(name.length() + 1))
                    .collect(Collectors.joining(", "));
            return new Cause(
                    "Nobody reads the partitions %s of %s: %,d messages wait.".formatted(partitions, name, messages),
                    "./aisle status shows how many classifiers run. Each must know how many there are"
                            + " (aisle.classify.instances); ./aisle down and up sets it for all.");
        }
        return new Cause(
                "Nobody reads %s, though its app runs: %,d messages wait.".formatted(name, messages),
                "Stop its reader, then ./aisle up: " + processes(queues.get(0).name()) + ".");
    }

    private Stream<Cause> full() {
        return picture.broker().queues().stream()
                .filter(QueueState::isFull)
                .map(queue -> new Cause(
                        "Queue %s is full: %,d messages, and it takes %,d. Whoever writes to it holds what it has."
                                .formatted(queue.name(), queue.messages(), queue.limit()),
                        "Let " + wiring.reader(queue.name()).orElse("its reader")
                                + " empty it: ./aisle account --stuck shows whether it settles any."));
    }

    private String processes(String queue) {
        String pids = readers(queue).stream()
                .map(app -> Long.toString(app.process().pid()))
                .collect(Collectors.joining(" "));
        return pids.isEmpty() ? "./aisle status names it" : "kill " + pids;
    }
}
