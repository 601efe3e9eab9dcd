package io.aisle.training.experiment;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import io.aisle.training.data.Catalogue;
import io.aisle.training.data.Split.Part;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./aisle experiment baseline}: what a linear support vector machine knows from the titles alone. */
@Command(
        name = "baseline",
        description = "A linear support vector machine (liblinear) over character n-grams, on the split of train.")
@SuppressWarnings("NullAway.Init") // picocli fills it in
final class BaselineCommand implements Callable<Integer> {
    /** Where liblinear's own tool stops. */
    private static final double STOP = 0.1;

    @Mixin
    private LabelledTitles titles;

    @Option(names = "--c", defaultValue = "0.5", description = "Cost of an error, liblinear's C (${DEFAULT-VALUE}).")
    private double cost = 0.5;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter screen = spec.commandLine().getOut();
        Catalogue catalogue = titles.catalogue();
        List<String> names = titles.names();
        int[] training = LabelledTitles.of(catalogue, Part.TRAINING);
        CharacterTfidf features =
                new CharacterTfidf(IntStream.of(training).mapToObj(names::get).toList());
        screen.printf(
                Locale.ROOT,
                "%,d titles in %,d categories to learn from, %,d n-grams; learning takes minutes ...%n",
                training.length,
                catalogue.tree().size(),
                features.size());
        screen.flush();
        long start = System.nanoTime();
        Model model = learn(catalogue, names, training, features);
        screen.printf(Locale.ROOT, "learned in %.0f s%n", (System.nanoTime() - start) / 1e9);
        screen.printf("%-12s %9s %s%n", "", "products", LeafAndTop.COLUMNS);
        for (Part part : List.of(Part.VALIDATION, Part.TEST)) {
            int[] asked = LabelledTitles.of(catalogue, part);
            LeafAndTop judged = new LeafAndTop(catalogue.tree());
            IntStream.of(asked)
                    .forEach(at -> judged.add(
                            catalogue.labels()[at], (int) Linear.predict(model, features.of(names.get(at)))));
            screen.printf(
                    Locale.ROOT,
                    "%-12s %,9d %s%n",
                    part.name().toLowerCase(Locale.ROOT),
                    asked.length,
                    asked.length == 0 ? "-" : judged);
        }
        screen.flush();
        return 0;
    }

    private Model learn(Catalogue catalogue, List<String> names, int[] training, CharacterTfidf features) {
        Linear.disableDebugOutput();
        Problem problem = new Problem();
        problem.l = training.length;
        problem.n = features.size();
        problem.x = IntStream.of(training)
                .mapToObj(at -> features.of(names.get(at)))
                .toArray(Feature[][]::new);
        problem.y =
                IntStream.of(training).mapToDouble(at -> catalogue.labels()[at]).toArray();
        Parameter parameter = new Parameter(SolverType.L2R_L2LOSS_SVC_DUAL, cost, STOP);
        parameter.setRandom(new Random(titles.seed()));
        return Linear.train(problem, parameter);
    }
}
