package io.aisle.training.search;

import io.aisle.training.measure.Plots;
import io.aisle.training.measure.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a search found.
 *
 * @param ranked every trial as far as it came, the best first
 * @param all every training
 * @param isComplete whether every rung is done
 */
public record Found(List<Trial> ranked, List<Trial> all, boolean isComplete) {
    private static final int SHOWN = 5;

    /** Of the best trial so far; of train's own options when there is none. */
    public Candidate winner() {
        return ranked.isEmpty() ? Candidate.draw(0, 0) : ranked.get(0).candidate();
    }

    /** Seconds spent on training, by all runs together. */
    public double seconds() {
        return all.stream().mapToDouble(Trial::seconds).sum();
    }

    /** Both ends of the ranking. */
    public String ends() {
        if (ranked.size() <= 2 * SHOWN) {
            return table(ranked).toString();
        }
        return "best\n" + table(ranked.subList(0, SHOWN)) + "worst\n"
                + table(ranked.subList(ranked.size() - SHOWN, ranked.size()));
    }

    private Table table(List<Trial> some) {
        List<String> names = all.stream()
                .flatMap(trial -> trial.options().keySet().stream())
                .distinct()
                .toList();
        List<String> columns = new ArrayList<>(List.of("rank", "trial", "epochs", "accuracy %", "loss", "seconds"));
        names.forEach(name -> columns.add(name.substring(2)));
        return new Table(columns, some.stream().map(trial -> row(trial, names)).toList());
    }

    private List<String> row(Trial trial, List<String> names) {
        Stream<String> figures = Stream.of(
                String.valueOf(ranked.indexOf(trial) + 1),
                String.valueOf(trial.trial()),
                String.valueOf(trial.epochs()),
                String.format(Locale.ROOT, "%.2f", 100 * trial.accuracy()),
                String.format(Locale.ROOT, "%.4f", trial.loss()),
                String.format(Locale.ROOT, "%.1f", trial.seconds()));
        return Stream.concat(figures, names.stream().map(name -> trial.options().getOrDefault(name, "")))
                .toList();
    }

    /** Writes {@code index.html} and its plot: accuracy against epochs, a line for each trial. */
    public void write(Path directory, String train) throws IOException {
        List<Plots.Line> lines =
                ranked.stream().map(trial -> line(trial.trial())).toList();
        Plots.write(
                directory.resolve("trials.png"), "Trials by successive halving", "epochs", "accuracy, held out", lines);
        Files.writeString(
                directory.resolve("index.html"),
                Table.page(
                        "Search",
                        List.of(
                                String.format(
                                        Locale.ROOT,
                                        "<p>%d trials, %d trainings, %.0f seconds. Trial 0 is what train does when"
                                                + " nothing is said.%s</p>",
                                        ranked.size(),
                                        all.size(),
                                        seconds(),
                                        isComplete ? "" : " Not finished: the same command goes on."),
                                "<p>The best, to train: <code>" + Table.text(train) + "</code></p>",
                                "<img src=\"trials.png\" alt=\"accuracy against epochs\">",
                                table(ranked).html())));
    }

    private Plots.Line line(int number) {
        return new Plots.Line(
                "trial " + number,
                all.stream()
                        .filter(trial -> trial.trial() == number)
                        .sorted(Comparator.comparingInt(Trial::epochs))
                        .map(trial -> new double[] {trial.epochs(), trial.accuracy()})
                        .toList());
    }
}
