package io.aisle.cli.account;

import io.aisle.cli.screen.Screen;
import io.aisle.cli.screen.Table;
import io.aisle.contract.ProductKey;
import java.util.List;
import java.util.Map;

/** The accounting table, and what to do about it. */
public final class AccountTable {
    private AccountTable() {}

    /** Shows figures, what is missing, and the next step. */
    public static void show(Account account, Screen screen) {
        screen.show("Accounting: product versions (id and version), from the ledger and the stores", table(account));
        Sent sent = account.sent();
        screen.say(
                "  lines: %,d accepted, %,d refused at the door; torn lines in the ledger: %,d",
                sent.acceptedLines(), sent.rejectedLines(), sent.unreadable());
        account.sinks().forEach(sink -> dead(sink, screen));
        account.sinks().forEach(sink -> keys(sink, screen));
        differences(account, screen);
        screen.say(next(account));
    }

    private static Table table(Account account) {
        Table table =
                Table.of("sink", "attempted", "accepted", "stored", "superseded", "dead", "lost", "ghost", "double");
        for (SinkAccount sink : account.sinks()) {
            table.row(
                    sink.sink(),
                    account.sent().attempted().size(),
                    account.sent().accepted().size(),
                    sink.stored(),
                    sink.superseded(),
                    sink.dead(),
                    sink.lost().size(),
                    sink.ghost().size(),
                    sink.doubled().size());
        }
        return table;
    }

    private static void dead(SinkAccount sink, Screen screen) {
        for (Map.Entry<String, Long> reason : sink.deadByReason().entrySet()) {
            screen.say("  dead for %s: %,d by %s", sink.sink(), reason.getValue(), reason.getKey());
        }
    }

    private static void keys(SinkAccount sink, Screen screen) {
        keys("lost for", sink, sink.lost(), screen);
        keys("ghost in", sink, sink.ghost(), screen);
        keys("double in", sink, sink.doubled(), screen);
    }

    private static void keys(String what, SinkAccount sink, List<ProductKey> keys, Screen screen) {
        if (!keys.isEmpty()) {
            screen.say("  %s %s: %s", what, sink.sink(), Account.some(keys));
        }
    }

    private static void differences(Account account, Screen screen) {
        if (account.sinks().size() > 1) {
            screen.say(
                    "  products on which the sinks differ in version or category: %,d",
                    account.differences().size());
            account.differences().stream().limit(5).forEach(line -> screen.say("    " + line));
        }
    }

    private static String next(Account account) {
        if (!account.drained()) {
            return "Not everything has an end. Still on its way? ./aisle account --wait 60s. Stuck? ./aisle account --stuck"
                    + " says where, since when, why, and what to run next.";
        }
        if (!account.endedOnce()) {
            return "Does not balance: what is double is in the store and among the open dead letters too. ./aisle replay"
                    + " sends such a letter again, which closes it: the store keeps what it has.";
        }
        if (!account.balances()) {
            return "Does not balance. A ghost was sent past this ledger (another --home?) or invented; a difference"
                    + " between sinks is repaired by sending those products in a higher version.";
        }
        boolean dead = account.sinks().stream().anyMatch(sink -> sink.dead() > 0);
        return "Balances: lost 0, ghost 0, double 0."
                + (dead ? " Dead letters can be sent again: ./aisle replay --dry-run." : "");
    }
}
