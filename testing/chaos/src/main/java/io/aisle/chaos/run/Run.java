package io.aisle.chaos.run;

import io.aisle.chaos.arena.Deployment;
import io.aisle.chaos.fault.Fault;
import io.aisle.chaos.fault.Scene;
import io.aisle.chaos.traffic.Day;
import io.aisle.chaos.traffic.Generator;
import io.aisle.chaos.traffic.Products;
import io.aisle.cli.account.Account;
import io.aisle.cli.account.Accountant;
import io.aisle.cli.account.Grave;
import io.aisle.cli.account.Row;
import io.aisle.cli.account.Sent;
import io.aisle.cli.screen.CommandFailed;
import io.aisle.contract.ProductKey;
import io.aisle.platform.PlatformFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One fault, one seed: traffic, fault, healing, drain, account. */
public final class Run {
    private static final Duration POLL = Duration.ofMillis(250);
    private static final int WARM_UP = 1_500;
    private static final int AS_FAST_AS_IT_GOES = 0;
    /** What the queues get beyond the join timeout to become empty. */
    private static final Duration SWEEPS = Duration.ofSeconds(15);

    private final Deployment deployment;
    private final Products products;
    private final Path ledgers;
    private final int lines;

    /**
     * @param ledgers folder of the generator's logs, one file a run
     * @param lines least number of product versions of a run
     */
    public Run(Deployment deployment, Products products, Path ledgers, int lines) {
        this.deployment = deployment;
        this.products = products;
        this.ledgers = ledgers;
        this.lines = lines;
    }

    /** Sends harmless products and waits for their end: what was just started is slow, and is not what is measured. */
    public void warmUp(String prefix) throws InterruptedException {
        Path log = ledgers.resolve(prefix + ".jsonl");
        delete(log);
        List<byte[]> traffic =
                Day.MIXED.lines(products, prefix, Math.min(WARM_UP, lines), new Random(prefix.hashCode()));
        try (var generator = new Generator(deployment.source(), log, traffic, AS_FAST_AS_IT_GOES)) {
            generator.start();
            generator.await();
        }
        accountant(log).drain(quiet(), account -> {});
        leftInQueues();
        deployment.stores().wipe();
    }

    /** Waits for the end of what a run that broke off left under way: the next one would find it as ghosts. */
    public void settle() throws InterruptedException {
        leftInQueues();
    }

    /** Runs it; a run that itself goes wrong is a finding too. */
    public Finding of(Fault fault, int seed) throws InterruptedException {
        Random random = random(fault, seed);
        List<byte[]> traffic = fault.shape().lines(products, prefix(fault, seed), lines, random);
        Path log = ledgers.resolve(fault.name() + "-" + seed + ".jsonl");
        delete(log);
        deployment.stores().wipe();
        try (var generator = new Generator(deployment.source(), log, traffic, fault.perSecond())) {
            var scene = new Scene(deployment, random, seed, lines, generator, log);
            try {
                return find(fault, seed, scene, generator, log, Contents.of(traffic));
            } catch (CommandFailed | PlatformFailure | IllegalStateException e) {
                if (Thread.interrupted()) {
                    throw (InterruptedException) new InterruptedException().initCause(e); // broken off is no finding
                }
                return Finding.broken(fault.name(), seed, scene.events(), String.valueOf(e.getMessage()));
            }
        }
    }

    /** Scattered: from seeds that are neighbours {@link Random} draws nearly the same first numbers. */
    private static Random random(Fault fault, int seed) {
        return new Random(new SplittableRandom(31L * fault.name().hashCode() + seed).nextLong());
    }

    /** No product id of another run, and none that only poison has. */
    private static String prefix(Fault fault, int seed) {
        return fault.name().replace("poison", "toxic") + "-" + seed + "-";
    }

    private Finding find(Fault fault, int seed, Scene scene, Generator generator, Path log, Contents contents)
            throws InterruptedException {
        int restarts = deployment.restarts();
        long complaints = deployment.complaints();
        prepare(fault, seed, scene);
        long start = System.nanoTime();
        generator.start();
        fault.strike().run(scene);
        Accountant accountant = accountant(log);
        long recovery = recovery(scene, accountant, log);
        generator.await();
        if (recovery >= 0) {
            accountant.drain(quiet(), account -> {});
        }
        Map<String, Long> left = leftInQueues();
        objectTo(deployment.complaints() - complaints, scene);
        Account account = accountant.read();
        long[] latencies = deployment.stores().latencies();
        var times = new Finding.Times(
                recovery, millisSince(start), percentile(latencies, 0.5), percentile(latencies, 0.99));
        Set<ProductKey> unknown = unanswered(account.sent());
        return new Finding(
                fault.name(),
                seed,
                account,
                unknown.size(),
                standing(unknown),
                healthyButDead(account),
                objections(contents, account),
                left,
                times,
                deployment.restarts() - restarts,
                generator.repeated(),
                scene.events(),
                broken(scene));
    }

    private List<String> objections(Contents contents, Account account) {
        return deployment.keepsContents()
                ? contents.objections(
                        account.sent().accepted(), deployment.stores().mongo().results())
                : List.of();
    }

    private void prepare(Fault fault, int seed, Scene scene) throws InterruptedException {
        fault.before().run(scene);
        if (fault.measured()) {
            warmUp("warm-" + prefix(fault, seed));
        }
    }

    private static void objectTo(long complaints, Scene scene) {
        if (complaints > 0) {
            scene.object(complaints + " acknowledgements went to the wrong channel");
        }
    }

    private Accountant accountant(Path log) {
        return new Accountant(
                log, deployment.stores().mongo(), deployment.stores().legacy());
    }

    private static @Nullable String broken(Scene scene) {
        if (!scene.wasStruck()) {
            return "the fault did not happen";
        }
        return scene.objections().isEmpty() ? null : String.join("; ", scene.objections());
    }

    /** Until all that was accepted when the fault ended has come to its end; -1 when for long nothing more did. */
    private long recovery(Scene scene, Accountant accountant, Path log) throws InterruptedException {
        Set<ProductKey> due = new HashSet<>(Sent.in(log).accepted());
        long moved = System.nanoTime();
        long open = Long.MAX_VALUE;
        while (System.nanoTime() - moved < quiet().toNanos()) {
            long now = open(accountant, due);
            if (now == 0) {
                return millisSince(scene.healedAt());
            }
            if (now < open) {
                open = now;
                moved = System.nanoTime();
            }
            TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
        }
        return -1;
    }

    /** Without a change for this long nothing will change any more. */
    private Duration quiet() {
        return deployment.joinTimeout().plus(SWEEPS);
    }

    /** How many of them have not come to their end in one of the sinks. */
    private static long open(Accountant accountant, Set<ProductKey> due) {
        try {
            return accountant.read().sinks().stream()
                    .mapToLong(
                            sink -> sink.lost().stream().filter(due::contains).count())
                    .sum();
        } catch (CommandFailed notYet) {
            return Long.MAX_VALUE; // a store that was just restarted
        }
    }

    private Map<String, Long> leftInQueues() throws InterruptedException {
        long deadline = System.nanoTime() + quiet().toNanos();
        Map<String, Long> left = deployment.underWay();
        while (!left.isEmpty() && System.nanoTime() < deadline) {
            TimeUnit.SECONDS.sleep(1);
            left = deployment.underWay();
        }
        return left;
    }

    private static Set<ProductKey> unanswered(Sent sent) {
        Set<ProductKey> unknown = new HashSet<>(sent.attempted());
        unknown.removeAll(sent.accepted());
        return unknown;
    }

    private long standing(Set<ProductKey> unknown) {
        return deployment.stores().mongo().rows().stream()
                .map(Row::key)
                .filter(unknown::contains)
                .count();
    }

    /** Open letters of versions that stand nowhere and that nothing was wrong with. */
    private Set<ProductKey> healthyButDead(Account account) {
        if (account.sinks().stream().allMatch(sink -> sink.dead() == 0)) {
            return Set.of();
        }
        Map<String, Long> standing = deployment.stores().mongo().rows().stream()
                .collect(Collectors.toMap(
                        row -> row.key().productId(), row -> row.key().version(), Math::max));
        return deployment.stores().mongo().graves().stream()
                .map(Grave::key)
                .filter(key -> standing.getOrDefault(key.productId(), -1L) < key.version())
                .filter(key -> !Finding.mayDie(key))
                .collect(Collectors.toSet());
    }

    private static long percentile(long[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, Math.ceil(share * sorted.length))];
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }

    private static void delete(Path log) {
        try {
            Files.createDirectories(log.getParent());
            Files.deleteIfExists(log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot empty " + log, e);
        }
    }
}
