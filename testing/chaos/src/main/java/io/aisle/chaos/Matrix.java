package io.aisle.chaos;

import io.aisle.chaos.arena.App;
import io.aisle.chaos.arena.Arena;
import io.aisle.chaos.arena.DataflowDeployment;
import io.aisle.chaos.arena.Deployment;
import io.aisle.chaos.arena.StockDeployment;
import io.aisle.chaos.arena.Wiring;
import io.aisle.chaos.fault.Fault;
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
import java.util.function.Consumer;

/** Faults by seeds, on as few arenas as possible. */
final class Matrix {
    /** Any would do; not one of the matrix's own first, so that their ledgers stay. */
    private static final int MUTANT_SEED = 101;

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

    /** One cell. */
    record Cell(Fault fault, int seed) {}

    /** Runs the cells, those of one wiring together. */
    void run(List<Cell> cells, Report report, Consumer<Report> afterEach) throws InterruptedException {
        for (Wiring wiring : Wiring.values()) {
            List<Cell> here = cells.stream()
                    .filter(cell -> cell.fault().wiring() == wiring)
                    .toList();
            if (here.isEmpty()) {
                continue;
            }
            screen.say("%d runs, %s", here.size(), wiring.story());
            try (Deployment deployment = deploy(wiring)) {
                runOn(deployment).warmUp("warm-up-");
                runOn(deployment, here, report, afterEach);
            }
        }
    }

    /** Runs the stock apps through their faults. */
    void stock(List<Cell> cells, Report report, Consumer<Report> afterEach) throws InterruptedException {
        try (StockDeployment stock = StockDeployment.open(home.resolve("stock"), screen)) {
            runOn(stock, cells, report, afterEach);
        }
    }

    /** Runs each mutant, and gives those the checker did not notice. */
    List<Mutant> unnoticed(List<Mutant> mutants) throws InterruptedException {
        try (Arena arena = open(Wiring.DIRECT)) {
            return unnoticed(arena, mutants);
        }
    }

    /** Runs the cells and the mutants on one arena that fits them all; gives the mutants nobody noticed. */
    List<Mutant> quick(List<Cell> cells, List<Mutant> mutants, Report report, Consumer<Report> afterEach)
            throws InterruptedException {
        try (Arena arena = open(Wiring.PROXIED)) {
            runOn(arena).warmUp("warm-up-");
            runOn(arena, cells, report, afterEach);
            screen.say("Breaking Aisle's own promises, one at a time: the checker must notice each.");
            return unnoticed(arena, mutants);
        }
    }

    private void runOn(Deployment deployment, List<Cell> cells, Report report, Consumer<Report> afterEach)
            throws InterruptedException {
        int done = 0;
        for (Cell cell : cells) {
            Finding finding = runOn(deployment).of(cell.fault(), cell.seed());
            report.add(Entry.of(finding));
            screen.say(line(++done, cells.size(), finding));
            afterEach.accept(report);
            deployment.awaitReady();
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

    private Deployment deploy(Wiring wiring) throws InterruptedException {
        return wiring == Wiring.DATAFLOW
                ? DataflowDeployment.open(repository, home.resolve(wiring.folder()), screen)
                : open(wiring);
    }

    private Arena open(Wiring wiring) throws InterruptedException {
        return Arena.open(repository, home.resolve(wiring.folder()), wiring, joinTimeout, Map.of(), screen);
    }

    private Run runOn(Deployment deployment) {
        return new Run(deployment, drawn, home.resolve("ledgers"), products, joinTimeout);
    }

    private static String line(int number, int all, Finding finding) {
        Entry run = Entry.of(finding);
        String verdict = run.good() ? "good" : "BAD: " + run.objections();
        return "%3d/%d  %-26s seed %2d  accepted %,d  stored %,d  dead %,d  lost %d  ghost %d  double %d  recovered in %.1f s  %.1f s  %s"
                .formatted(
                        number,
                        all,
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
