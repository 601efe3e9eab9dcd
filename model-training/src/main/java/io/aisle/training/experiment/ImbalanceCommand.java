package io.aisle.training.experiment;

import io.aisle.training.data.LabelledFiles;
import io.aisle.training.data.Split.Part;
import io.aisle.training.learn.BagOfPieces;
import io.aisle.training.learn.Labels;
import io.aisle.training.learn.Lessons;
import io.aisle.training.learn.Sampling;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./aisle experiment imbalance}. */
@Command(
        name = "imbalance",
        description = {
            "Thins the products that teach out, from the largest category to the smallest as a long tail, and learns from"
                    + " them with each sampling.",
            "The test is as the data are. Uses the linear classifier over words and n-grams of names."
        })
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class ImbalanceCommand implements Callable<Integer> {
    @Option(names = "--data", required = true, arity = "1..*", description = "Files of labelled products.")
    private List<Path> data;

    @Option(
            names = "--skew",
            defaultValue = "1000",
            description = "Products of the largest category for one of the smallest (${DEFAULT-VALUE}).")
    private double skew;

    @Option(names = "--epochs", defaultValue = "10", description = "Times they are seen (${DEFAULT-VALUE}).")
    private int epochs;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of everything drawn (${DEFAULT-VALUE}).")
    private long seed;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Titles titles = Titles.read(new LabelledFiles(data, null), seed);
        int[] labels = titles.data().labels();
        int[] all = titles.training(Integer.MAX_VALUE, seed);
        int[] training = new LongTail(skew).thin(all, labels, titles.classes(), seed);
        PrintWriter screen = spec.commandLine().getOut();
        describe(titles, all, training, screen);
        double[] target = counts(all, labels, titles.classes());
        for (Sampling sampling : Sampling.values()) {
            Lessons lessons =
                    new Lessons(training, labels, titles.classes(), Labels.asGiven(labels), sampling, new double[0]);
            screen.printf(Locale.ROOT, "%-15s  %s%n", sampling, row(titles, lessons, target));
            screen.flush();
        }
        return 0;
    }

    private void describe(Titles titles, int[] all, int[] training, PrintWriter screen) {
        DoubleSummaryStatistics sizes = DoubleStream.of(
                        counts(training, titles.data().labels(), titles.classes()))
                .filter(size -> size > 0)
                .summaryStatistics();
        screen.printf(
                Locale.ROOT,
                "%,d of %,d products teach, %.0f of the largest category and %.0f of the smallest; %,d test, as the data"
                        + " are; %d categories, %d epochs%n",
                training.length,
                all.length,
                sizes.getMax(),
                sizes.getMin(),
                titles.data().of(Part.TEST).length,
                titles.classes(),
                epochs);
        screen.println("                 as it was learned              prior of the test");
        screen.println("sampling         accuracy  macro-F1    ECE      accuracy  macro-F1    ECE      seconds");
    }

    private static double[] counts(int[] products, int[] labels, int classes) {
        double[] counts = new double[classes];
        IntStream.of(products).forEach(product -> counts[labels[product]]++);
        return counts;
    }

    private String row(Titles titles, Lessons lessons, double[] target) {
        long start = System.nanoTime();
        BagOfPieces.Learned learned = titles.learn(lessons, epochs, seed);
        double seconds = (System.nanoTime() - start) / 1e9;
        return String.format(
                Locale.ROOT,
                "%s    %s    %7.0f",
                titles.test(learned, new float[titles.classes()]),
                titles.test(learned, lessons.correction(target)),
                seconds);
    }
}
