package io.aisle.chaos.report;

import io.aisle.chaos.run.Finding;
import io.aisle.cli.account.Account;
import io.aisle.cli.account.SinkAccount;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * One run as the report keeps it. Figures of the sinks are those of the sink that came off worst.
 *
 * @param fault name of the fault
 * @param seed of the run
 * @param good whether nothing is to be objected to
 * @param attempted product versions sent
 * @param accepted product versions the source answered 202 for
 * @param stored of them, standing
 * @param superseded of them, replaced by a newer version
 * @param dead of them, with an open dead letter and nothing in the store
 * @param lost of them, found nowhere
 * @param ghost found, and never sent
 * @param doubled with two ends
 * @param unknown sent and never answered
 * @param recovered of the unknown, standing
 * @param recoveryMillis from the end of the fault until all accepted by then had come to its end; -1 for never
 * @param totalMillis the whole run
 * @param p50Millis median from accepted to classified, harmless products
 * @param p99Millis the same for all but one in a hundred
 * @param restarts processes started again
 * @param repeated lines sent again
 * @param events what was done, with times
 * @param objections what is wrong
 */
public record Entry(
        String fault,
        int seed,
        boolean good,
        long attempted,
        long accepted,
        long stored,
        long superseded,
        long dead,
        long lost,
        long ghost,
        long doubled,
        long unknown,
        long recovered,
        long recoveryMillis,
        long totalMillis,
        long p50Millis,
        long p99Millis,
        long restarts,
        long repeated,
        List<String> events,
        List<String> objections) {

    public static Entry of(Finding finding) {
        Account account = finding.account();
        return new Entry(
                finding.fault(),
                finding.seed(),
                finding.isGood(),
                account == null ? 0 : account.sent().attempted().size(),
                account == null ? 0 : account.sent().accepted().size(),
                account == null ? 0 : least(account, SinkAccount::stored),
                account == null ? 0 : least(account, SinkAccount::superseded),
                most(account, SinkAccount::dead),
                most(account, sink -> sink.lost().size()),
                most(account, sink -> sink.ghost().size()),
                most(account, sink -> sink.doubled().size()),
                finding.unknown(),
                finding.recovered(),
                finding.times().recovery(),
                finding.times().total(),
                finding.times().p50(),
                finding.times().p99(),
                finding.restarts(),
                finding.repeated(),
                finding.events(),
                finding.objections());
    }

    private static long least(Account account, ToLongFunction<SinkAccount> figure) {
        return account.sinks().stream().mapToLong(figure).min().orElse(0);
    }

    private static long most(@org.jspecify.annotations.Nullable Account account, ToLongFunction<SinkAccount> figure) {
        return account == null
                ? 0
                : account.sinks().stream().mapToLong(figure).max().orElse(0);
    }
}
