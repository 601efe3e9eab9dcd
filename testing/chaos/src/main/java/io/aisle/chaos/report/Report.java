package io.aisle.chaos.report;

import io.aisle.cli.screen.CommandFailed;
import io.aisle.cli.screen.Screen;
import io.aisle.cli.screen.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** All runs of a command, written down after each, so that one that is broken off has shown something. */
public final class Report {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** One a cell; durations in seconds. */
    static final List<String> HEADINGS = List.of(
            "fault",
            "runs",
            "bad",
            "accepted",
            "stored",
            "superseded",
            "dead",
            "lost",
            "ghost",
            "double",
            "unknown",
            "restarts",
            "sent again",
            "recovery",
            "longest",
            "run",
            "p99 ms");

    private final List<Entry> entries = new ArrayList<>();

    /** What the JSON file holds. */
    record Content(List<Entry> runs) {}

    /** The runs that a file of an earlier command holds. */
    public static Report read(Path file) {
        var report = new Report();
        if (Files.exists(file)) {
            try {
                report.entries.addAll(
                        JSON.readValue(Files.readAllBytes(file), Content.class).runs());
            } catch (IOException | JacksonException e) {
                throw new CommandFailed("cannot read " + file, "Choose another file for --json, or delete it", e);
            }
        }
        return report;
    }

    public void add(Entry entry) {
        entries.removeIf(known -> known.fault().equals(entry.fault()) && known.seed() == entry.seed());
        entries.add(entry);
    }

    /** Whether this run is in it and good. */
    public boolean has(String fault, int seed) {
        return entries.stream().anyMatch(run -> run.fault().equals(fault) && run.seed() == seed && run.good());
    }

    public boolean isGood() {
        return !entries.isEmpty() && entries.stream().allMatch(Entry::good);
    }

    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    public void write(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, JSON.writeValueAsString(new Content(entries)) + "\n");
        } catch (IOException e) {
            throw new CommandFailed("cannot write " + file, "Choose another file for --json", e);
        }
    }

    public void show(Screen screen) {
        screen.show("Faults: product versions over all runs, times in seconds", table());
        entries.stream()
                .filter(run -> !run.good())
                .forEach(run -> screen.say("  %s, seed %d: %s", run.fault(), run.seed(), run.objections()));
    }

    /** One line a fault. */
    Table table() {
        var table = Table.of(HEADINGS.toArray(String[]::new));
        byFault().forEach((fault, runs) -> table.row(cells(fault, runs)));
        return table;
    }

    Map<String, List<Entry>> byFault() {
        return entries.stream().collect(Collectors.groupingBy(Entry::fault, LinkedHashMap::new, Collectors.toList()));
    }

    static Object[] cells(String fault, List<Entry> runs) {
        return new Object[] {
            fault,
            runs.size(),
            runs.stream().filter(run -> !run.good()).count(),
            sum(runs, Entry::accepted),
            sum(runs, Entry::stored),
            sum(runs, Entry::superseded),
            sum(runs, Entry::dead),
            sum(runs, Entry::lost),
            sum(runs, Entry::ghost),
            sum(runs, Entry::doubled),
            sum(runs, Entry::unknown),
            sum(runs, Entry::restarts),
            sum(runs, Entry::repeated),
            median(runs, Entry::recoveryMillis) / 1_000.0,
            runs.stream().mapToLong(Entry::recoveryMillis).max().orElse(0) / 1_000.0,
            median(runs, Entry::totalMillis) / 1_000.0,
            median(runs, Entry::p99Millis)
        };
    }

    private static long sum(List<Entry> runs, ToLongFunction<Entry> figure) {
        return runs.stream().mapToLong(figure).sum();
    }

    private static long median(List<Entry> runs, ToLongFunction<Entry> figure) {
        long[] sorted = runs.stream().mapToLong(figure).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
