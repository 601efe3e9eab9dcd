package io.aisle.chaos;

import io.aisle.chaos.Agenda.Cell;
import io.aisle.chaos.arena.Arena;
import io.aisle.chaos.arena.Wiring;
import io.aisle.chaos.fault.Fault;
import io.aisle.chaos.fault.Faults;
import io.aisle.chaos.fault.Mutant;
import io.aisle.chaos.fault.StockFaults;
import io.aisle.chaos.report.Page;
import io.aisle.chaos.report.Report;
import io.aisle.cli.Aisle;
import io.aisle.cli.screen.CommandFailed;
import io.aisle.cli.screen.Screen;
import io.aisle.cli.screen.Table;
import io.aisle.cli.workplace.Interruption;
import io.aisle.cli.workplace.Workplace;
import io.aisle.platform.LocalPlatform;
import io.aisle.platform.Progress;
import io.aisle.platform.Together;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./aisle chaos}: hurts the stream in every way there is, and accounts for every product. */
@Command(
        name = "./aisle chaos",
        mixinStandardHelpOptions = true,
        description = "Run the fault matrix; exit 0 only if nothing was lost, invented or counted twice in any run.")
public final class Chaos implements Callable<Integer> {
    /** Longer than three starts of an app on a busy machine, shorter than anyone wants to wait for a lone half. */
    private static final Duration JOIN_TIMEOUT = Duration.ofSeconds(200);

    /** What a shell says of a command that SIGINT ended. */
    private static final int INTERRUPTED = 130;

    private static final Duration QUICK_JOIN_TIMEOUT = Duration.ofSeconds(40);
    private static final int QUICK_PRODUCTS = 400;
    /** One of each kind, and none that takes minutes. */
    private static final List<String> QUICK = List.of(
            "permutations", "kill-processor-image", "broker-kill", "disk-alarm", "unroutable", "store-reply-lost");

    @Mixin
    private Workplace workplace = new Workplace();

    @Option(names = "--list", description = "List the faults and the mutants, and end.")
    private boolean list;

    @Option(names = "--faults", paramLabel = "NAME", split = ",", description = "Only these faults.")
    private List<String> names = List.of();

    @Option(names = "--seeds", paramLabel = "N", description = "Runs of each fault (default: 20, 5 of the slow ones).")
    private int seeds;

    @Option(
            names = "--products",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Least number of product versions of a run (default: ${DEFAULT-VALUE}).")
    private int products = 2_000;

    @Option(names = "--quick", description = "A short form: one run of a fault of each kind, and the mutants.")
    private boolean quick;

    @Option(names = "--mutants", description = "Break Aisle's own promises instead; exit 0 only if each was noticed.")
    private boolean mutants;

    @Option(
            names = "--stock",
            description = "Run the way the stock http source and mongodb sink acknowledge through the same faults.")
    private boolean stock;

    @Option(
            names = "--arenas",
            paramLabel = "N",
            defaultValue = "1",
            description = "Arenas that share the runs, each with its own broker, store and apps, about 2.5 GB and"
                    + " half a core (default: ${DEFAULT-VALUE}; latencies can only be compared with one).")
    private int arenas = 1;

    @Option(names = "--json", paramLabel = "FILE", description = "Write every run to this file, after each.")
    private @Nullable Path json;

    @Option(names = "--resume", description = "Leave out the runs that the --json file holds and that were good.")
    private boolean resume;

    @Option(names = "--report", paramLabel = "DIR", description = "Write the report as a page to this folder.")
    private @Nullable Path page;

    private final Screen screen = Screen.standard();

    public static void main(String... arguments) {
        System.exit(Aisle.withPlainErrors(new CommandLine(new Chaos())).execute(arguments));
    }

    @Override
    public Integer call() {
        if (list) {
            showList();
            return 0;
        }
        if (arenas < 1) {
            throw new CommandFailed("--arenas: at least one, not " + arenas, "Leave it out for one");
        }
        if (arenas > 1 && (quick || stock || mutants)) {
            throw new CommandFailed("--arenas: --quick, --stock and --mutants have one", "Leave it out");
        }
        List<Cell> cells = cells();
        Path home = workplace.home().resolve("chaos");
        try (var ignored = Interruption.ofThisThread()) {
            stopLeftovers(home);
            Workplace.wipe(home);
            if (mutants) {
                return noticed(matrixAt(arena(home, 1)).unnoticed(Mutant.all())) ? 0 : 1;
            }
            return matrix(home, cells) ? 0 : 1;
        } catch (InterruptedException e) {
            screen.say("Stopped. What was written to --json stays; with --resume the matrix goes on from there.");
            return INTERRUPTED;
        }
    }

    private boolean matrix(Path home, List<Cell> all) throws InterruptedException {
        Instant start = Instant.now();
        Report report = resume && json != null ? Report.read(json) : new Report();
        List<Cell> cells = all.stream()
                .filter(cell -> !report.has(cell.fault().name(), cell.seed()))
                .toList();
        List<Mutant> unnoticed = run(home, new Agenda(cells), report);
        report.show(screen);
        Duration took = Duration.between(start, Instant.now());
        screen.say("%d runs in %d min %d s.", cells.size(), took.toMinutes(), took.toSecondsPart());
        screen.say(
                report.isGood()
                        ? "Nothing lost, nothing invented, nothing counted twice."
                        : "Not good. The logs of the last run are in " + home
                                + "; run one again: --faults NAME --seeds N.");
        return report.isGood() && (!quick || noticed(unnoticed));
    }

    /** Gives the mutants that were among it and that nobody noticed. */
    private List<Mutant> run(Path home, Agenda agenda, Report report) throws InterruptedException {
        if (quick) {
            return matrixAt(arena(home, 1)).quick(agenda, Mutant.all(), report, this::write);
        }
        if (stock) {
            matrixAt(arena(home, 1)).stock(agenda, report, this::write);
        } else {
            Together.interruptibly(IntStream.rangeClosed(1, Math.min(arenas, agenda.size()))
                    .mapToObj(number -> matrixAt(arena(home, number)))
                    .<Together.Step>map(matrix -> () -> matrix.run(agenda, report, this::write))
                    .toList());
        }
        return List.of();
    }

    private static Path arena(Path home, int number) {
        return home.resolve("arena-" + number);
    }

    private Matrix matrixAt(Path home) {
        return new Matrix(
                workplace.repository(),
                home,
                screen,
                quick ? QUICK_PRODUCTS : products,
                quick ? QUICK_JOIN_TIMEOUT : JOIN_TIMEOUT);
    }

    private boolean noticed(List<Mutant> unnoticed) {
        screen.say(
                "%d of %d mutants noticed.",
                Mutant.all().size() - unnoticed.size(), Mutant.all().size());
        return unnoticed.isEmpty();
    }

    private void write(Report report) {
        if (json != null) {
            report.write(json);
        }
        if (page != null) {
            Page.of(report).write(page);
        }
    }

    /** Every fault once, then every fault again: a matrix that is broken off has seen all of a wiring. */
    private List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (Fault fault : chosen()) {
            int runs = seeds > 0 ? seeds : quick ? 1 : fault.slow() ? 5 : 20;
            Fault placed = quick ? fault.on(Wiring.PROXIED) : fault; // one arena for all of them
            IntStream.range(0, runs).forEach(seed -> cells.add(new Cell(placed, seed)));
        }
        cells.sort(Comparator.comparingInt(Cell::seed));
        return cells;
    }

    private List<Fault> chosen() {
        List<String> wanted = quick && names.isEmpty() ? QUICK : names;
        List<Fault> all = stock ? StockFaults.all() : Faults.all();
        List<String> known = all.stream().map(Fault::name).toList();
        wanted.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw new CommandFailed("there is no fault " + name, "./aisle chaos --list shows them");
        });
        return all.stream()
                .filter(fault -> wanted.isEmpty() || wanted.contains(fault.name()))
                .toList();
    }

    private void stopLeftovers(Path home) {
        List<String> folders = new ArrayList<>(List.of("stock"));
        List.of(Wiring.values()).forEach(wiring -> folders.add(wiring.folder()));
        for (Path arena : arenas(home)) {
            for (String name : folders) {
                Path folder = arena.resolve(name);
                Arena.stopLeftovers(folder);
                LocalPlatform.at(workplace.repository(), folder).down(Progress.silent());
            }
        }
    }

    private static List<Path> arenas(Path home) {
        try (Stream<Path> folders = Files.isDirectory(home) ? Files.list(home) : Stream.empty()) {
            return folders.filter(Files::isDirectory).toList();
        } catch (IOException e) {
            throw new CommandFailed("cannot list " + home, "Choose another --home", e);
        }
    }

    private void showList() {
        var faults = Table.of("fault", "runs", "what is done");
        Faults.all().forEach(fault -> faults.row(fault.name(), fault.slow() ? 5 : 20, fault.story()));
        screen.show("Faults", faults);
        var broken = Table.of("mutant", "where", "what is broken", "brought to light by");
        Mutant.all()
                .forEach(mutant -> broken.row(
                        mutant.name(),
                        mutant.app(),
                        mutant.story(),
                        mutant.fault().name()));
        screen.show("Mutants of Aisle itself", broken);
    }
}
