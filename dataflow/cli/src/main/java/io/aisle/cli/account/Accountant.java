package io.aisle.cli.account;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads ledger and stores, and waits until they agree. */
public final class Accountant {
    private static final Duration SHORTEST_POLL = Duration.ofMillis(500);

    private final Path ledger;
    private final MongoStore mongo;
    private final @Nullable LegacyStore legacy;

    /** @param legacy the second sink; null while there is none */
    public Accountant(Path ledger, MongoStore mongo, @Nullable LegacyStore legacy) {
        this.ledger = ledger;
        this.mongo = mongo;
        this.legacy = legacy;
    }

    /** The account as it stands now. Dead letters are read first: a replay between the readings hides nothing. */
    public Account read() {
        Sent sent = Sent.in(ledger);
        var graves = new ArrayList<>(mongo.graves());
        List<Row> rows = mongo.rows();
        var sinks = new ArrayList<SinkAccount>();
        sinks.add(SinkAccount.of(MongoStore.SINK, sent, rows, graves));
        List<String> differences = List.of();
        if (legacy != null) {
            graves.addAll(mongo.outdated());
            List<Row> legacyRows = legacy.rows();
            sinks.add(SinkAccount.of(LegacyStore.SINK, sent, legacyRows, graves));
            differences = Account.differences(rows, legacyRows);
        }
        return new Account(sent, sinks, differences);
    }

    /**
     * Reads until everything accepted has exactly one end in every sink, or nothing has moved for {@code quiet}.
     *
     * @param watcher sees the first reading, and each that differs from the one before
     */
    public Account drain(Duration quiet, Consumer<Account> watcher) throws InterruptedException {
        Account account = read();
        watcher.accept(account);
        long moved = System.nanoTime();
        while (!account.endedOnce() && System.nanoTime() - moved < quiet.toNanos()) {
            long start = System.nanoTime();
            Account before = account;
            account = read();
            long took = System.nanoTime() - start;
            if (account.settled() != before.settled() || account.doubled() != before.doubled()) {
                watcher.accept(account);
                moved = System.nanoTime();
            }
            // A large store is read rarely: watching must not become the load.
            TimeUnit.NANOSECONDS.sleep(Math.max(SHORTEST_POLL.toNanos(), 4 * took));
        }
        return account;
    }
}
