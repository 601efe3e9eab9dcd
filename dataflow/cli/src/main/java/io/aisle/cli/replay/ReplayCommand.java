package io.aisle.cli.replay;

import io.aisle.cli.account.MongoStore;
import io.aisle.cli.screen.Screen;
import io.aisle.cli.screen.Table;
import io.aisle.cli.workplace.Workplace;
import io.aisle.platform.Endpoints;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code replay}: dead letters back to the exchange they came from. */
@Command(name = "replay", description = "Send dead letters again; each is marked only after the broker has it.")
public final class ReplayCommand implements Callable<Integer> {
    @Mixin
    private Workplace workplace = new Workplace();

    @Option(names = "--stage", description = "Only letters of this stage.")
    private @Nullable String stage;

    @Option(names = "--reason", description = "Only letters with this reason.")
    private @Nullable String reason;

    @Option(names = "--limit", paramLabel = "N", description = "At most N letters, oldest first (default: all).")
    private int limit;

    @Option(names = "--dry-run", description = "Only count them.")
    private boolean dryRun;

    private final Screen screen = Screen.standard();

    @Override
    public Integer call() {
        Endpoints endpoints = workplace.endpoints();
        try (MongoStore mongo = MongoStore.at(endpoints.mongo())) {
            var replay = new Replay(mongo.deadLetters(), stage, reason, limit);
            return dryRun ? count(replay) : send(replay, endpoints);
        }
    }

    private int count(Replay replay) {
        Map<Letter.Group, Replay.Tally> counts = replay.count();
        Table table = Table.of("stage", "reason", "letters");
        counts.forEach((group, tally) -> table.row(group.stage(), group.reason(), tally.found()));
        if (counts.isEmpty()) {
            screen.say("No dead letters wait to be sent again.");
        } else {
            screen.show("Dead letters that a replay would send again", table);
            screen.say("Next: repair the cause, then ./aisle replay with the same choice.");
        }
        return 0;
    }

    private int send(Replay replay, Endpoints endpoints) {
        Map<Letter.Group, Replay.Tally> counts;
        try (Post post = Post.at(endpoints.amqp())) {
            counts = replay.send(post::publish);
        }
        Table table = Table.of("stage", "reason", "letters", "sent again");
        counts.forEach((group, tally) -> table.row(group.stage(), group.reason(), tally.found(), tally.sent()));
        screen.show("Dead letters sent again", table);
        boolean all = counts.values().stream().allMatch(tally -> tally.sent() == tally.found());
        screen.say(
                all
                        ? "Next: ./aisle account --wait 30s."
                        : "Some were refused or had no queue to go to; they stay dead letters. See ./aisle status.");
        return all ? 0 : 1;
    }
}
