package io.aisle.cli.demo;

import io.aisle.catalogue.DemoScript;
import io.aisle.catalogue.SampleCatalogue;
import io.aisle.cli.account.Account;
import io.aisle.cli.account.Accountant;
import io.aisle.cli.account.LegacyStore;
import io.aisle.cli.account.MongoStore;
import io.aisle.cli.ledger.Ledger;
import io.aisle.cli.screen.CommandFailed;
import io.aisle.cli.screen.Screen;
import io.aisle.cli.send.Sender;
import io.aisle.cli.send.SendingProgress;
import io.aisle.cli.workplace.Workplace;
import io.aisle.platform.Endpoints;
import io.aisle.platform.LocalPlatform;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** One run of the demo on a platform that starts empty. */
final class DemoRun {
    /** Training uses other seeds: the demo's products are new to the model. */
    private static final long SEED = 20_231_128;
    /** One request at a time keeps the script's order, so that its late versions really are late. */
    private static final int IN_ORDER = 1;

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration QUIET = Duration.ofSeconds(45);

    private final Screen screen;
    private final LocalPlatform platform;
    private final Path home;
    private final Path ledger;
    private final Instant start =
            Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());

    DemoRun(Screen screen, LocalPlatform platform, Path home) {
        this.screen = screen;
        this.platform = platform;
        this.home = home;
        this.ledger = Workplace.ledger(home);
    }

    DemoReport run(int products) throws InterruptedException {
        CompletableFuture<Traffic> drawing = CompletableFuture.supplyAsync(() -> traffic(products));
        Endpoints endpoints = platform.up(screen::say);
        Duration up = Duration.between(start, Instant.now());
        Traffic traffic = drawing.join();
        screen.say("Sending %,d lines: %s", traffic.expected().size(), traffic.kinds());
        try (MongoStore mongo = MongoStore.at(endpoints.mongo())) {
            var table = new ResultTable(screen, traffic);
            var watch = new Watch(mongo, table);
            var legacy = new LegacyStore(endpoints.legacyJdbcUrl());
            requireEmpty(mongo, legacy);
            var accountant = new Accountant(ledger, mongo, legacy);
            Account account = sendAndDrain(traffic, endpoints, watch, accountant);
            return new DemoReport(
                    account,
                    Verdict.of(traffic, table.seen(), ledger),
                    up,
                    watch.first(start),
                    watch.last(start),
                    Memory.of(platform.status()));
        }
    }

    /** The demo's products are the same each time: those of an earlier run would be taken for this one's. */
    private static void requireEmpty(MongoStore mongo, LegacyStore legacy) {
        if (!mongo.rows().isEmpty() || !legacy.rows().isEmpty()) {
            throw new CommandFailed(
                    "there are products in the stores already, and the demo counts all it finds",
                    "Point AISLE_MONGODB_URI and AISLE_LEGACY_JDBC_URL at empty databases, or leave them unset");
        }
    }

    private Account sendAndDrain(Traffic traffic, Endpoints endpoints, Watch watch, Accountant accountant)
            throws InterruptedException {
        try (watch;
                Ledger log = Ledger.open(ledger);
                BufferedReader lines = Files.newBufferedReader(traffic.file(), StandardCharsets.ISO_8859_1)) {
            watch.start();
            var sender = new Sender(endpoints.source(), log, IN_ORDER, Sender.LINES, PATIENCE);
            sender.send(lines.lines()
                    .map(line -> line.getBytes(StandardCharsets.ISO_8859_1))
                    .iterator());
            SendingProgress.summary(screen, sender.sending());
            return accountant.drain(QUIET, account -> {});
        } catch (IOException e) {
            throw new CommandFailed("cannot read " + traffic.file(), "Run the demo again", e);
        }
    }

    private Traffic traffic(int products) {
        try {
            Files.createDirectories(home);
        } catch (IOException e) {
            throw new CommandFailed("cannot create " + home, "Choose another --home", e);
        }
        return Traffic.write(DemoScript.of(SampleCatalogue.of(SEED), products), home.resolve("demo.jsonl"));
    }
}
