package io.aisle.cli.account.stuck;

import io.aisle.cli.account.LegacyStore;
import io.aisle.cli.account.MongoStore;
import io.aisle.cli.account.Since;
import java.util.List;
import java.util.stream.Stream;

/** What is wrong with the apps themselves. */
record AppFaults(Picture picture, Wiring wiring) {

    Stream<Cause> causes() {
        return Stream.concat(undeployed(), picture.apps().stream().flatMap(this::causes));
    }

    /** The old table's sink may be undeployed; every other app is needed. */
    private Stream<Cause> undeployed() {
        return picture.silent() != null
                ? Stream.empty()
                : wiring.apps().stream()
                        .filter(app -> !app.startsWith(LegacyStore.STAGE + "."))
                        .filter(app -> picture.instances(app).isEmpty())
                        .map(app -> new Cause(app + " is not deployed." + waiting(app), "./aisle up deploys it."));
    }

    private Stream<Cause> causes(AppState app) {
        if (app.isDown()) {
            return Stream.of(new Cause(
                    app.name() + " has ended." + waiting(Wiring.withoutPartition(app.name())),
                    "./aisle up deploys it again; why it ended stands at the end of " + log(app) + "."));
        }
        if (app.isMute()) {
            return Stream.of(new Cause(
                    app.name() + " does not answer, though its process lives: it is starting, paused or too busy."
                            + waiting(Wiring.withoutPartition(app.name())),
                    "Wait a minute; if it stays so, kill -9 " + app.process().pid() + ", then ./aisle up. Its log: "
                            + log(app) + "."));
        }
        return Stream.concat(app.stages().stream().flatMap(stage -> causes(app, stage)), unwell(app));
    }

    private Stream<Cause> causes(AppState app, StageState stage) {
        String name = "Stage " + stage.name() + " of " + app.name();
        if (stage.ended()) {
            return Stream.of(new Cause(name + " has ended for good; only a restart helps.", restart(app)));
        }
        if (app.unwell().contains("stages") && app.lost().isEmpty() && stage.inHand() > 0 && stage.held() == 0) {
            return Stream.of(new Cause(
                    "%s has %,d in hand and has finished none since %s.".formatted(name, stage.inHand(), since(stage)),
                    restart(app)));
        }
        return stage.held() == 0 || isExplained(stage)
                ? Stream.empty()
                : Stream.of(new Cause(
                        "%s holds work (%,d messages or batches) until %s takes it; last finished %s."
                                .formatted(name, stage.held(), dependency(stage), since(stage)),
                        "Why stands in " + log(app) + ". It tries again every few seconds and goes on by itself."));
    }

    private boolean isExplained(StageState stage) {
        return picture.brokerStops()
                || (stage.name().equals(LegacyStore.STAGE)
                        ? picture.isFaulty(LegacyStore.SINK)
                        : picture.isFaulty(MongoStore.SINK));
    }

    private static String dependency(StageState stage) {
        return switch (stage.name()) {
            case MongoStore.STAGE, "dead-letters" -> "the document store";
            case LegacyStore.STAGE -> "the old database";
            default -> "the broker or a full queue";
        };
    }

    private Stream<Cause> unwell(AppState app) {
        List<String> parts = app.unwell().stream()
                .filter(part -> !part.equals("stages"))
                .filter(part -> !picture.brokerStops())
                .filter(part -> !part.equals("mongo") || !picture.isFaulty(MongoStore.SINK))
                .toList();
        return parts.isEmpty()
                ? Stream.empty()
                : Stream.of(new Cause(
                        app.name() + " says that it is not well: " + String.join(", ", parts) + ".",
                        "Why stands at the end of " + log(app) + "."));
    }

    private String since(StageState stage) {
        return stage.lastSettled() == null ? "it started" : Since.words(stage.lastSettled(), picture.at());
    }

    private String waiting(String app) {
        long messages = picture.broker().queues().stream()
                .filter(queue -> queue.consumers() == 0)
                .filter(queue -> wiring.reader(queue.name()).filter(app::equals).isPresent())
                .mapToLong(QueueState::messages)
                .sum();
        return messages == 0 ? "" : " %,d messages wait for it.".formatted(messages);
    }

    /** Beside the causes: one lost thread stops nobody. */
    Stream<Cause> lostThreads() {
        return picture.apps().stream()
                .filter(app -> !app.lost().isEmpty())
                .map(app -> new Cause(
                        "%s has work that does not give its thread back (%d): %s."
                                .formatted(
                                        app.name(),
                                        app.lost().size(),
                                        app.lost().get(0)),
                        "At a quiet hour " + restart(app)));
    }

    private static String restart(AppState app) {
        return "kill " + app.process().pid() + ", then ./aisle up. Its messages come again. Its log: " + log(app) + ".";
    }

    private static String log(AppState app) {
        return app.process().logFile() == null
                ? "its log"
                : app.process().logFile().toString();
    }
}
