package io.aisle.cli.account;

import io.aisle.cli.account.story.Story;
import io.aisle.cli.account.story.StoryTable;
import io.aisle.cli.account.story.Subject;
import io.aisle.cli.account.stuck.Lookout;
import io.aisle.cli.account.stuck.Stuck;
import io.aisle.cli.screen.CommandFailed;
import io.aisle.cli.screen.Screen;
import io.aisle.cli.workplace.Durations;
import io.aisle.cli.workplace.Figures;
import io.aisle.cli.workplace.Workplace;
import io.aisle.platform.Endpoints;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code account}: what became of everything that was accepted. */
@Command(
        name = "account",
        description =
                "Show what became of each accepted product version; exit 0 only when nothing is lost or invented.")
public final class AccountCommand implements Callable<Integer> {
    @Mixin
    private Workplace workplace = new Workplace();

    @Mixin
    private Figures figures = new Figures();

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            converter = Durations.class,
            description = "Wait until all is accounted for, or nothing has moved for this long.")
    private @Nullable Duration wait;

    @Option(names = "--without-legacy", description = "Leave the second sink out, while it is not deployed.")
    private boolean withoutLegacy;

    @Option(
            names = "--stuck",
            description = "Show every queue, every stage, since when products wait, and the open dead letters.")
    private boolean stuckToo;

    @Option(
            names = "--product",
            paramLabel = "ID[@VERSION]",
            converter = Subject.Converter.class,
            description = "Tell the whole story of one product instead.")
    private @Nullable Subject product;

    private final Screen screen = Screen.standard();

    @Override
    public Integer call() throws InterruptedException {
        Endpoints endpoints = workplace.endpoints();
        try (MongoStore mongo = MongoStore.at(endpoints.mongo())) {
            LegacyStore legacy = withoutLegacy ? null : new LegacyStore(endpoints.legacyJdbcUrl());
            return product == null
                    ? account(endpoints, mongo, new Accountant(workplace.ledger(), mongo, legacy))
                    : story(Story.read(product, workplace.ledger(), mongo, legacy));
        }
    }

    private int story(Story story) {
        var table = new StoryTable(story, Instant.now());
        table.show(screen);
        figures.write(table.figures(), screen);
        return story.isClosed() ? 0 : 1;
    }

    private int account(Endpoints endpoints, MongoStore mongo, Accountant accountant) throws InterruptedException {
        Map<String, Object> shown = new LinkedHashMap<>();
        Account account = null;
        CommandFailed failure = null;
        try {
            account = wait == null ? accountant.read() : accountant.drain(wait, this::progress);
            AccountTable.show(account, screen);
            shown.putAll(account.figures());
        } catch (CommandFailed e) {
            screen.say(String.valueOf(e.getMessage()));
            failure = e;
        }
        Stuck stuck = new Lookout(workplace).look(endpoints, mongo, account, failure, stuckToo);
        if (stuckToo) {
            stuck.show(screen);
        } else {
            stuck.showBriefly(screen);
        }
        shown.put("stuck", stuck.figures());
        figures.write(shown, screen);
        return account != null && account.balances() ? 0 : 1;
    }

    private void progress(Account account) {
        screen.say(
                "waiting: %,d of %,d accounted for",
                account.settled(), account.sent().accepted().size());
    }
}
