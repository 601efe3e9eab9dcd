package io.aisle.cli.account.stuck;

import io.aisle.cli.account.MongoStore;
import java.util.List;
import java.util.stream.Stream;

/** From what can be seen to the likely causes, the one that explains most first. */
record Diagnosis(Picture picture, Wiring wiring) {

    static List<Cause> of(Picture picture, Wiring wiring) {
        var diagnosis = new Diagnosis(picture, wiring);
        var apps = new AppFaults(picture, wiring);
        List<Cause> faults = Stream.of(
                        diagnosis.broker(),
                        diagnosis.stores(),
                        diagnosis.platform(),
                        apps.causes(),
                        new QueueFaults(picture, wiring).causes())
                .flatMap(causes -> causes)
                .toList();
        Stream<Cause> waiting = faults.isEmpty() ? new WaitingWork(picture).causes() : Stream.empty();
        return Stream.of(faults.stream(), waiting, apps.lostThreads(), diagnosis.letters())
                .flatMap(causes -> causes)
                .toList();
    }

    private Stream<Cause> broker() {
        BrokerState broker = picture.broker();
        if (!broker.answers()) {
            return Stream.of(new Cause(
                    "The broker does not answer. Nothing moves; what it has taken is on its disk.",
                    broker.ours()
                            ? "./aisle up starts it again with its data."
                            : "Start the broker of AISLE_RABBITMQ_URI; the apps connect by themselves."));
        }
        return Stream.ofNullable(broker.alarm())
                .map(
                        alarm -> new Cause(
                                "The broker takes no messages: it is " + alarm
                                        + ". The source answers 503, and the stages hold what they have.",
                                alarm.contains("disk")
                                        ? "Free disk space on its machine (df -h; rabbitmqctl status names its limit)."
                                                + " All goes on by itself."
                                        : "rabbitmqctl status on its machine says what takes the memory. All goes on by itself."));
    }

    private Stream<Cause> stores() {
        return picture.faults().stream().map(fault -> new Cause(fault.what(), repair(fault)));
    }

    private String repair(StoreFault fault) {
        if (!fault.sink().equals(MongoStore.SINK)) {
            return "Start the old database, or undeploy the stream legacy: nothing else waits for it."
                    + " ./aisle account --without-legacy leaves it out.";
        }
        return picture.storeIsOurs()
                ? "./aisle up starts it again with its data."
                : "Start the store of AISLE_MONGODB_URI; sink-mongo holds its messages and goes on by itself.";
    }

    private Stream<Cause> platform() {
        return Stream.ofNullable(picture.silent())
                .map(why -> new Cause("The apps could not be looked at: " + why, "./aisle status, then ./aisle up."));
    }

    private Stream<Cause> letters() {
        long open = picture.letters().stream().mapToLong(LetterGroup::count).sum();
        return picture.letters().stream()
                .limit(1)
                .map(most -> new Cause(
                        "%,d dead letters wait, %,d of them %s: %s, such as %s."
                                .formatted(open, most.count(), most.stage(), most.reason(), most.example()),
                        "./aisle replay --dry-run counts them; repair the cause, then ./aisle replay."));
    }
}
