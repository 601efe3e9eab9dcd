package io.aisle.cli.replay;

import io.aisle.cli.account.MongoStore;
import io.aisle.cli.screen.Screen;
import io.aisle.cli.workplace.Figures;
import io.aisle.cli.workplace.Workplace;
import io.aisle.platform.Endpoints;
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

    @Mixin
    private Figures figures = new Figures();

    @Option(names = "--stage", description = "Only letters of this stage.")
    private @Nullable String stage;

    @Option(names = "--reason", description = "Only letters with this reason.")
    private @Nullable String reason;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "At most N letters, oldest first (default: all). Letters without which one of them"
                    + " could not come to an end are sent with it.")
    private int limit;

    @Option(names = "--dry-run", description = "Only count them.")
    private boolean dryRun;

    private final Screen screen = Screen.standard();

    @Override
    public Integer call() {
        Endpoints endpoints = workplace.endpoints();
        try (MongoStore mongo = MongoStore.at(endpoints.mongo())) {
            var replay = new Replay(mongo.deadLetters(), new Plan.Choice(stage, reason, limit));
            return dryRun ? count(replay) : send(replay, endpoints);
        }
    }

    private int count(Replay replay) {
        Report report = replay.count();
        ReportTable.planned(report, screen);
        figures.write(report.figures(), screen);
        return 0;
    }

    private int send(Replay replay, Endpoints endpoints) {
        Report report;
        try (Post post = Post.at(endpoints.amqp())) {
            report = replay.send(post::publish);
        }
        ReportTable.done(report, screen);
        figures.write(report.figures(), screen);
        return report.isComplete() ? 0 : 1;
    }
}
