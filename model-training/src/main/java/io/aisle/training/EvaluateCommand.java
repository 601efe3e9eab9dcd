package io.aisle.training;

import io.aisle.classifier.ModelRelease;
import io.aisle.classifier.Rules;
import io.aisle.classifier.engine.Engine;
import io.aisle.classifier.engine.Engines;
import io.aisle.training.data.LabelledFiles;
import io.aisle.training.measure.Evaluation;
import io.aisle.training.measure.Progress;
import io.aisle.training.measure.Report;
import io.aisle.training.rules.RulesFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./aisle evaluate}. */
@Command(
        name = "evaluate",
        description = "Asks a model about labelled products and writes a report: index.html and report.json.")
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class EvaluateCommand implements Callable<Integer> {
    @Option(names = "--model", required = true, description = "Directory of a release.")
    private Path model;

    @Option(names = "--data", required = true, arity = "1..*", description = "Files of labelled products.")
    private List<Path> data;

    @Option(names = "--report", required = true, description = "Directory of the report.")
    private Path report;

    @Option(names = "--images", description = "Where picture paths begin (default: beside each file).")
    private @Nullable Path images;

    @Option(names = "--against", description = "Directory of another release, asked about the same products.")
    private @Nullable Path against;

    @Option(
            names = "--engine",
            defaultValue = "onnx",
            description = "What computes: onnx, onnx-int8 or dl4j (${DEFAULT-VALUE}).")
    private String engine = "onnx";

    @Option(
            names = "--rules",
            description = "Rules to measure instead of the release's own, before they are in any release.")
    private @Nullable Path rules;

    @Option(
            names = "--without-pictures",
            paramLabel = "SHARE",
            defaultValue = "" + Evaluation.USUAL_SHARE,
            description =
                    "Share of the pictures to take away, to see what that costs; 0 asks nothing (${DEFAULT-VALUE}).")
    private double withoutPictures = Evaluation.USUAL_SHARE;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Decides which pictures, and which examples are shown (${DEFAULT-VALUE}).")
    private long seed = 1;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (!(withoutPictures >= 0 && withoutPictures <= 1)) {
            throw new ParameterException(
                    spec.commandLine(), "--without-pictures: a share from 0 to 1, not " + withoutPictures);
        }
        PrintWriter screen = spec.commandLine().getOut();
        Evaluation evaluation = evaluate(model, rules);
        Evaluation other = against == null ? null : evaluate(against, null);
        Report written = new Report(evaluation, other, report);
        written.write();
        if (other != null) {
            screen.println(written.verdict());
        }
        screen.println("written: " + report.resolve("index.html"));
        return 0;
    }

    private Evaluation evaluate(Path directory, @Nullable Path otherRules) throws IOException {
        ModelRelease release = ModelRelease.load(directory);
        Rules obeyed = otherRules == null ? release.rules() : RulesFile.read(otherRules);
        LabelledFiles source = new LabelledFiles(data, images);
        PrintWriter screen = spec.commandLine().getOut();
        try (Engine opened = Engines.open(engine, release)) {
            Evaluation evaluation = new Evaluation(release, opened, obeyed, withoutPictures, seed);
            Progress progress = new Progress(screen);
            evaluation.run(source, progress::asked);
            if (!evaluation.leftOut().isEmpty()) {
                screen.println("left out: " + evaluation.leftOut());
            }
            screen.printf(
                    Locale.ROOT,
                    "%s %s%n",
                    release.manifest().name(),
                    release.manifest().version());
            screen.print(evaluation);
            screen.flush();
            return evaluation;
        }
    }
}
