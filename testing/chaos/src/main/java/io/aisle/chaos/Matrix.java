package io.aisle.chaos;

import io.aisle.chaos.Agenda.Cell;
import io.aisle.chaos.arena.App;
import io.aisle.chaos.arena.Arena;
import io.aisle.chaos.arena.DataflowDeployment;
import io.aisle.chaos.arena.Deployment;
import io.aisle.chaos.arena.StockDeployment;
import io.aisle.chaos.arena.Wiring;
import io.aisle.chaos.fault.Mutant;
import io.aisle.chaos.report.Entry;
import io.aisle.chaos.report.Report;
import io.aisle.chaos.run.Finding;
import io.aisle.chaos.run.Run;
import io.aisle.chaos.traffic.Products;
import io.aisle.cli.screen.Screen;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Faults by seeds in one home: one arena at a time, and as few as possible. */
final class Matrix {
    /** Any would do; not one of the matrix's own first, so that their ledgers stay. */
    private static final int MUTANT_SEED = 101;

    /** One arena after the other: what starts is busiest, and apps that start slowly are no finding. */
    private static final ReentrantLock DOOR = new ReentrantLock();

    private final Path repository;
    private final Path home;
    private final Screen screen;
    private final int products;
    private final Duration joinTimeout;
    private final Products drawn = new Products();

    /** @param products least number of product versions of a run */
    Matrix(Path repository, Path home, Screen screen, int products, Duration joinTimeout) {
        this.repository = repository;
        this.home = home;
        this.screen = screen;
        this.products = products;
        this.joinTimeout = joinTimeout;
    }

    /** Runs what the agenda hands out. */
    void run(Agenda agenda, Report report, Consumer<Report> afterEach) throws InterruptedException {
        for (var first = agenda.first(); first.isPresent(); first = agenda.first()) {
            Wiring wiring = first.get().fault().wiring();
            try (Deployment deployment = ready(wiring)) {
                for (var cell = first; cell.isPresent(); cell = agenda.next(wiring)) {
                    run(cell.get(), deployment, agenda, report, afterEach);
                }
            }
        }
    }

    /** Runs the stock apps through their faults. */
    void stock(Agenda agenda, Report report, Consumer<Report> afterEach) throws InterruptedException {
        try (StockDeployment stock = StockDeployment.open(home.resolve("stock"), screen)) {
            runAll(stock, agenda, report, afterEach);
        }
    }

    /** Runs each mutant, and gives those the checker did not notice. */
    List<Mutant> unnoticed(List<Mutant> mutants) throws InterruptedException {
        try (Arena arena = open(Wiring.DIRECT)) {
            return unnoticed(arena, mutants);
        }
    }

    /** Runs the agenda and the mutants on one arena that fits them all; gives the mutants nobody noticed. */
    List<Mutant> quick(Agenda agenda, List<Mutant> mutants, Report report, Consumer<Report> afterEach)
            throws InterruptedException {
        try (Arena arena = open(Wiring.PROXIED)) {
            runOn(arena).warmUp("warm-up-");
            runAll(arena, agenda, report, afterEach);
            screen.say("Breaking Aisle's own promises, one at a time: the checker must notice each.");
            return unnoticed(arena, mutants);
        }
    }

    private void runAll(Deployment deployment, Agenda agenda, Report report, Consumer<Report> afterEach)
            throws InterruptedException {
        for (var cell = agenda.first(); cell.isPresent(); cell = agenda.first()) {
            run(cell.get(), deployment, agenda, report, afterEach);
        }
    }

    private void run(Cell cell, Deployment deployment, Agenda agenda, Report report, Consumer<Report> afterEach)
            throws InterruptedException {
        Finding finding = runOn(deployment).of(cell.fault(), cell.seed());
        synchronized (report) { // other arenas write to it too
            report.add(Entry.of(finding));
            screen.say(line(agenda, finding));
            afterEach.accept(report);
        }
        deployment.awaitReady();
        if (finding.account() == null) {
            runOn(deployment).settle();
        }
    }

    private List<Mutant> unnoticed(Arena arena, List<Mutant> mutants) throws InterruptedException {
        List<Mutant> unnoticed = new ArrayList<>();
        for (Mutant mutant : mutants) {
            App app = arena.app(mutant.app());
            equip(app, List.of(arena.faultPoints("mutant=" + mutant.name())));
            arena.awaitReady();
            Finding finding = runOn(arena).of(mutant.fault(), MUTANT_SEED);
            boolean noticed = finding.broken() == null && !finding.isGood();
            screen.say(
                    "%s: %s: %s",
                    mutant.name(),
                    noticed ? "noticed" : "NOT NOTICED",
                    noticed ? finding.objections() : finding.events() + " " + finding.objections());
            if (!noticed) {
                unnoticed.add(mutant);
            }
            equip(app, List.of());
        }
        arena.awaitReady();
        return unnoticed;
    }

    private static void equip(App app, List<String> jvmOptions) {
        app.stop();
        app.always(jvmOptions);
        app.start();
    }

    private Deployment ready(Wiring wiring) throws InterruptedException {
        DOOR.lockInterruptibly();
        try {
            screen.say("Opening an arena: %s", wiring.story());
            Deployment deployment = deploy(wiring);
            try {
                runOn(deployment).warmUp("warm-up-");
                return deployment;
            } catch (RuntimeException | InterruptedException e) {
                deployment.close();
                throw e;
            }
        } finally {
            DOOR.unlock();
        }
    }

    private Deployment deploy(Wiring wiring) throws InterruptedException {
        return wiring == Wiring.DATAFLOW
                ? DataflowDeployment.open(repository, home.resolve(wiring.folder()), joinTimeout, screen)
                : open(wiring);
    }

    private Arena open(Wiring wiring) throws InterruptedException {
        return Arena.open(repository, home.resolve(wiring.folder()), wiring, joinTimeout, Map.of(), screen);
    }

    private Run runOn(Deployment deployment) {
        return new Run(deployment, drawn, home.resolve("ledgers"), products);
    }

    private static String line(Agenda agenda, Finding finding) {
        Entry run = Entry.of(finding);
        String verdict = run.good() ? "good" : "BAD: " + run.objections();
        return "%3d/%d  %-26s seed %2d  accepted %,d  stored %,d  dead %,d  lost %d  ghost %d  double %d  recovered in %.1f s  %.1f s  %s"
                .formatted(
                        agenda.done(),
                        agenda.size(),
                        run.fault(),
                        run.seed(),
                        run.accepted(),
                        run.stored(),
                        run.dead(),
                        run.lost(),
                        run.ghost(),
                        run.doubled(),
                        run.recoveryMillis() / 1_000.0,
                        run.totalMillis() / 1_000.0,
                        verdict);
    }
}
