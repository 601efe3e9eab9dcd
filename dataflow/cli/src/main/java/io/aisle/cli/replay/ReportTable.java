package io.aisle.cli.replay;

import io.aisle.cli.screen.Screen;
import io.aisle.cli.screen.Table;
import io.aisle.contract.ProductKey;
import java.util.List;
import java.util.Locale;

/** What a replay would do or did, and the next step. */
final class ReportTable {
    /** Enough to see what they have in common; {@code --json} has them all. */
    private static final int SHOWN = 20;

    private ReportTable() {}

    static void planned(Report report, Screen screen) {
        if (report.counts().isEmpty()) {
            screen.say("No dead letters wait to be sent again.");
            return;
        }
        Table table = Table.of("stage", "reason", "letters", "need the product");
        report.counts()
                .forEach((group, tally) -> table.row(group.stage(), group.reason(), tally.found(), tally.alone()));
        screen.show("Open dead letters", table);
        alone(report, screen);
        screen.say(
                report.counts().values().stream().allMatch(tally -> tally.alone() == tally.found())
                        ? "Next: send those products; there is nothing else to replay."
                        : "Next: repair the cause, then ./aisle replay with the same choice.");
    }

    static void done(Report report, Screen screen) {
        Table table = Table.of("stage", "reason", "letters", "sent again", "need the product");
        report.counts()
                .forEach((group, tally) ->
                        table.row(group.stage(), group.reason(), tally.found(), tally.sent(), tally.alone()));
        screen.show("Dead letters sent again", table);
        alone(report, screen);
        screen.say(
                report.hasRefused()
                        ? "Some were refused or had no queue to go to; they stay dead letters. ./aisle account --stuck"
                                + " says why."
                        : "Next: ./aisle account --wait 30s.");
    }

    private static void alone(Report report, Screen screen) {
        if (report.alone().isEmpty()) {
            return;
        }
        Table table = Table.of("product", "version", "at hand", "since");
        report.alone().stream().limit(SHOWN).forEach(letter -> row(letter, table));
        screen.show("Need the product again: one half waited in vain, and no letter holds the other", table);
        List<ProductKey> keys = report.keys();
        if (keys.size() > SHOWN) {
            screen.say("  and %,d more; ./aisle replay --dry-run --json FILE lists all", keys.size() - SHOWN);
        }
        screen.say(
                "  Sent alone, a half would wait in vain again. Send these products again, in the same version or a");
        screen.say("  newer one: ./aisle send FILE. Their letters close by themselves once they are stored.");
    }

    private static void row(Slip letter, Table table) {
        ProductKey key = letter.key();
        table.row(
                key == null ? "-" : key.productId(),
                key == null ? "-" : key.version(),
                letter.content().name().toLowerCase(Locale.ROOT) + " half",
                letter.at().toInstant());
    }
}
