package io.aisle.training;

import io.aisle.classifier.network.NetworkShape;
import io.aisle.contract.Classification.Head;
import io.aisle.training.data.Catalogue;
import io.aisle.training.data.LabelledFiles;
import io.aisle.training.data.Split.Part;
import io.aisle.training.learn.Answers;
import io.aisle.training.learn.Beginnings;
import io.aisle.training.learn.Trainer;
import io.aisle.training.search.Candidate;
import io.aisle.training.search.Found;
import io.aisle.training.search.Halving;
import io.aisle.training.search.Search;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./aisle search}. */
@Command(
        name = "search",
        description = {
            "Looks for the options of train that suit the data best: many short trainings, then longer ones of the best.",
            "Every finished training is kept in trials.jsonl, and the same command goes on from there. What is said of"
                    + " train's options holds for all trials, but for those that are searched for."
        })
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class SearchCommand implements Callable<Integer> {
    @Option(names = "--data", required = true, arity = "1..*", description = "Files of labelled products.")
    private List<Path> data;

    @Option(names = "--out", required = true, description = "Directory of the trials and of the report on them.")
    private Path out;

    @Option(names = "--images", description = "Where picture paths begin (default: beside each file).")
    private @Nullable Path images;

    @Option(names = "--trials", defaultValue = "27", description = "Candidates to begin with (${DEFAULT-VALUE}).")
    private int trials = 27;

    @Option(
            names = "--by",
            defaultValue = "FUSED",
            description = "The head whose accuracy counts: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private Head by = Head.FUSED;

    @Mixin
    private Options options;

    @Spec
    private CommandSpec spec;

    private final Beginnings known = new Beginnings();

    @Override
    public Integer call() throws IOException {
        options.requirePlainLessons("search");
        PrintWriter screen = spec.commandLine().getOut();
        LabelledFiles source = new LabelledFiles(data, images);
        Catalogue catalogue = Catalogue.of(source, options.seed, options.heldOut);
        Run.requireChoice(catalogue);
        try (Prepared prepared = Prepared.of(source, catalogue, options)) {
            requireSomethingToCompareBy(prepared);
            Halving halving = new Halving(trials, prepared.recipe().epochs());
            Found found = new Search(
                            out,
                            about(prepared, halving),
                            halving,
                            trial -> Candidate.draw(trial, options.seed).without(typed()),
                            options.limit,
                            (candidate, epochs) -> learn(prepared, candidate, epochs),
                            screen)
                    .run();
            report(found, screen);
            return found.isComplete() ? 0 : 1;
        }
    }

    private void requireSomethingToCompareBy(Prepared prepared) {
        boolean any = Arrays.stream(prepared.data().of(Part.VALIDATION))
                .anyMatch(product -> prepared.data().has(product, by));
        if (!any) {
            throw new IllegalArgumentException("search: no product that is held out to validate with has what the head "
                    + by + " reads. Try a larger --held-out, such as 0.2, or another --by");
        }
    }

    /** What trials must share to be compared. */
    private String about(Prepared prepared, Halving halving) {
        return String.format(
                Locale.ROOT,
                "%d products in %d categories, vocabulary %s, by %s, %d trials of up to %d epochs, seed %d%s",
                prepared.catalogue().labels().length,
                prepared.catalogue().tree().size(),
                prepared.vocabulary().sha256().substring(0, 12),
                by,
                halving.trials(),
                halving.epochs(),
                options.seed,
                String.join(" ", prepend(" ", typed())));
    }

    private static List<String> prepend(String first, List<String> rest) {
        List<String> all = new ArrayList<>(rest);
        all.add(0, first);
        return all;
    }

    /** Options that are said of all trials. Where the pictures are kept and how long it may take changes no trial. */
    private List<String> typed() {
        return Options.typed(spec, List.of("--time-limit", "--cache"));
    }

    private Search.Score learn(Prepared prepared, Candidate candidate, int epochs) {
        List<String> arguments = new ArrayList<>(typed());
        arguments.addAll(candidate.arguments());
        Options tried = Options.of(arguments);
        tried.epochs = epochs;
        NetworkShape shape = prepared.shape(tried);
        PrintWriter quiet = new PrintWriter(PrintWriter.nullWriter());
        Trainer trainer = new Trainer(prepared.recipe(tried), prepared.data(), quiet, known);
        int[] held = prepared.data().of(Part.VALIDATION);
        Answers answers = Answers.of(trainer.train(shape).network(), prepared.data(), held, Set.of());
        return new Search.Score(answers.accuracy(by), answers.loss(by));
    }

    private void report(Found found, PrintWriter screen) throws IOException {
        String train = train(found.winner());
        found.write(out, train);
        screen.print(found.ends());
        screen.printf(
                Locale.ROOT,
                "%d trainings, %.0f s; accuracy of %s on products that do not teach; trial 0 is what train does by itself%n",
                found.all().size(),
                found.seconds(),
                by);
        screen.println("written: " + out.resolve("index.html"));
        if (!found.isComplete()) {
            screen.println(
                    "not finished within --time-limit; to go on: the same command again. If nothing was begun, its next"
                            + " training takes longer than the limit: give a longer one");
        }
        screen.println("next: " + train);
    }

    private String train(Candidate winner) {
        List<String> words = new ArrayList<>(List.of("./aisle train --data"));
        data.forEach(file -> words.add(file.toString()));
        words.addAll(List.of("--out", out.resolve("model").toString()));
        if (images != null) {
            words.addAll(List.of("--images", images.toString()));
        }
        words.addAll(typed());
        words.addAll(winner.arguments());
        return String.join(" ", words);
    }
}
