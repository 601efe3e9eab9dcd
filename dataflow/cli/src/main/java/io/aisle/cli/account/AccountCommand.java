package io.aisle.cli.account;

import io.aisle.cli.screen.Screen;
import io.aisle.cli.workplace.Durations;
import io.aisle.cli.workplace.Figures;
import io.aisle.cli.workplace.Workplace;
import io.aisle.platform.Endpoints;
import java.time.Duration;
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

    private final Screen screen = Screen.standard();

    @Override
    public Integer call() throws InterruptedException {
        Endpoints endpoints = workplace.endpoints();
        try (MongoStore mongo = MongoStore.at(endpoints.mongo())) {
            LegacyStore legacy = withoutLegacy ? null : new LegacyStore(endpoints.legacyJdbcUrl());
            var accountant = new Accountant(workplace.ledger(), mongo, legacy);
            Account account = wait == null ? accountant.read() : accountant.drain(wait, this::progress);
            AccountTable.show(account, screen);
            figures.write(account.figures(), screen);
            return account.balances() ? 0 : 1;
        }
    }

    private void progress(Account account) {
        screen.say(
                "waiting: %,d of %,d accounted for",
                account.settled(), account.sent().accepted().size());
    }
}
