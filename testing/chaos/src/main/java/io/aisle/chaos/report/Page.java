package io.aisle.chaos.report;

import io.aisle.cli.screen.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The report as one page of HTML that needs nothing else. */
public record Page(String html) {
    private static final String STYLE = """
            body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 80rem; padding: 0 1rem; }
            table { border-collapse: collapse; width: 100%; }
            th, td { padding: .25rem .5rem; border-bottom: 1px solid #ddd; text-align: right; white-space: nowrap; }
            th:first-child, td:first-child { text-align: left; }
            .bad { color: #b00020; font-weight: 600; } .good { color: #00695c; }
            .scroll { overflow-x: auto; } details { margin: .5rem 0; } pre { white-space: pre-wrap; }
            """;

    public static Page of(Report report) {
        String rows = report.byFault().entrySet().stream().map(Page::row).collect(Collectors.joining("\n"));
        String details = report.byFault().entrySet().stream().map(Page::details).collect(Collectors.joining("\n"));
        return new Page("""
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><title>Aisle: the fault matrix</title>
                <style>%s</style></head><body>
                <h1>Aisle: the fault matrix</h1>
                <p class="%s">%s</p>
                <p>Product versions over all runs of a fault; of two sinks, the one that came off worst. Recovery: from
                the end of the fault until everything accepted by then had come to its end. Times in seconds, p99 in milliseconds.</p>
                <div class="scroll"><table><thead><tr>%s</tr></thead><tbody>
                %s
                </tbody></table></div>
                <h2>Every run</h2>
                %s
                </body></html>
                """.formatted(
                        STYLE,
                        report.isGood() ? "good" : "bad",
                        verdict(report),
                        Report.HEADINGS.stream()
                                .map(heading -> "<th>" + heading + "</th>")
                                .collect(Collectors.joining()),
                        rows,
                        details));
    }

    private static String verdict(Report report) {
        long bad = report.entries().stream().filter(run -> !run.good()).count();
        return bad == 0
                ? report.entries().size() + " runs: nothing lost, nothing invented, nothing counted twice."
                : bad + " of " + report.entries().size() + " runs are not good.";
    }

    private static String row(Map.Entry<String, List<Entry>> fault) {
        boolean good = fault.getValue().stream().allMatch(Entry::good);
        return Stream.of(Report.cells(fault.getKey(), fault.getValue()))
                .map(cell -> "<td>" + escaped(text(cell)) + "</td>")
                .collect(Collectors.joining("", good ? "<tr>" : "<tr class=\"bad\">", "</tr>"));
    }

    private static String details(Map.Entry<String, List<Entry>> fault) {
        String runs = fault.getValue().stream()
                .map(run -> "seed %d, %.1f s%s%n%s"
                        .formatted(
                                run.seed(),
                                run.totalMillis() / 1_000.0,
                                run.good() ? "" : "   BAD: " + run.objections(),
                                run.events().stream()
                                        .map(event -> "    " + event)
                                        .collect(Collectors.joining("\n"))))
                .collect(Collectors.joining("\n"));
        return "<details><summary>%s</summary><pre>%s</pre></details>".formatted(fault.getKey(), escaped(runs));
    }

    private static String text(Object cell) {
        if (cell instanceof Double number) {
            return String.format(Locale.ROOT, "%,.1f", number);
        }
        return cell instanceof Number number ? String.format(Locale.ROOT, "%,d", number.longValue()) : cell.toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Writes {@code index.html} into the folder. */
    public void write(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("index.html"), html);
        } catch (IOException e) {
            throw new CommandFailed("cannot write to " + folder, "Choose another folder for --report", e);
        }
    }
}
