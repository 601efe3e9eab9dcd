package io.aisle.training.experiment;

import io.aisle.training.data.LabelledFiles;
import io.aisle.training.data.Split.Part;
import io.aisle.training.learn.BagOfPieces;
import io.aisle.training.learn.LabelNoise;
import io.aisle.training.learn.LabelRepair;
import io.aisle.training.learn.Labels;
import io.aisle.training.learn.Lessons;
import io.aisle.training.learn.Sampling;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./aisle experiment noise}. */
@Command(
        name = "noise",
        description = {
            "Flips labels of the products that teach, and learns from them: as they are given, and repaired after SELFIE.",
            "The test's labels stay clean. Uses the linear classifier over words and n-grams of names."
        })
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class NoiseCommand implements Callable<Integer> {
    /** What SELFIE is told where nothing was flipped: the price of a wrong guess. */
    private static final double WRONG_GUESS = 0.1;

    @Option(names = "--data", required = true, arity = "1..*", description = "Files of labelled products.")
    private List<Path> data;

    @Option(names = "--rates", split = ",", defaultValue = "0,0.2,0.4", description = "Shares of flipped labels.")
    private List<Double> rates;

    @Option(
            names = "--kinds",
            split = ",",
            defaultValue = "SYMMETRIC,SIBLINGS",
            description = "What they become: ${COMPLETION-CANDIDATES}.")
    private List<Flips.Kind> kinds;

    @Option(names = "--products", description = "Most products that teach (default: all).")
    private int most = Integer.MAX_VALUE;

    @Option(names = "--epochs", defaultValue = "8", description = "Times they are seen (${DEFAULT-VALUE}).")
    private int epochs;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of everything drawn (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--clean-validation",
            description =
                    "Choose the best epoch by clean labels; as a rule nobody has them, and those are flipped too.")
    private boolean cleanValidation;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Titles titles = Titles.read(new LabelledFiles(data, null), seed);
        int[] training = titles.training(most, seed);
        PrintWriter screen = spec.commandLine().getOut();
        describe(titles, training, screen);
        for (double rate : rates) {
            for (Flips.Kind kind : rate == 0 ? kinds.subList(0, 1) : kinds) {
                compare(titles, training, new Flips(kind, rate, seed), screen);
            }
        }
        return 0;
    }

    private void describe(Titles titles, int[] training, PrintWriter screen) {
        screen.printf(
                Locale.ROOT,
                "%,d products teach, %,d validate (labels %s), %,d test (clean); %d categories, %d epochs%n",
                training.length,
                titles.data().of(Part.VALIDATION).length,
                cleanValidation ? "clean" : "flipped like those that teach",
                titles.data().of(Part.TEST).length,
                titles.classes(),
                epochs);
        screen.println(
                "labels flipped    learned    accuracy  macro-F1    found  corrected    right  clean lost  seconds");
    }

    private void compare(Titles titles, int[] training, Flips flips, PrintWriter screen) {
        int[] validation = cleanValidation ? new int[0] : titles.data().of(Part.VALIDATION);
        int[] some = IntStream.concat(IntStream.of(training), IntStream.of(validation))
                .toArray();
        int[] labels =
                flips.flip(titles.data().labels(), some, titles.catalogue().tree());
        LabelNoise noise = LabelNoise.of(flips.rate() == 0 ? WRONG_GUESS : flips.rate(), epochs);
        Map<String, Labels> methods = new LinkedHashMap<>();
        methods.put("plain", Labels.asGiven(labels));
        methods.put("by epoch", LabelRepair.byEpoch(training, labels, noise));
        methods.put("rehearsed", new LabelRepair(training, labels, noise));
        methods.forEach((name, method) -> {
            Lessons lessons = new Lessons(training, labels, titles.classes(), method, Sampling.NATURAL, new double[0]);
            screen.printf(Locale.ROOT, "%-17s %-9s ", flips, name);
            screen.println(row(titles, lessons));
            screen.flush();
        });
    }

    private String row(Titles titles, Lessons lessons) {
        long start = System.nanoTime();
        BagOfPieces.Learned learned = titles.learn(lessons, epochs, seed);
        double seconds = (System.nanoTime() - start) / 1e9;
        Figures figures = titles.test(learned, new float[titles.classes()]);
        Repaired repaired = Repaired.of(lessons.products(), titles.data().labels(), lessons.labels());
        return String.format(
                Locale.ROOT,
                "%7.2f %%  %8.3f  %s  %7.0f",
                100 * figures.accuracy(),
                figures.macroF1(),
                repaired,
                seconds);
    }
}
