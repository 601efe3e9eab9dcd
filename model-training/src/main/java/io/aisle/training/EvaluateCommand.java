package io.aisle.training;

import io.aisle.classifier.ModelRelease;
import io.aisle.classifier.engine.Engine;
import io.aisle.classifier.engine.Engines;
import io.aisle.training.data.LabelledFiles;
import io.aisle.training.measure.Evaluation;
import io.aisle.training.measure.Report;
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

    @Option(names = "--engine", defaultValue = "onnx", description = "What computes: onnx or dl4j (${DEFAULT-VALUE}).")
    private String engine = "onnx";

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Evaluation evaluation = evaluate(model);
        Evaluation other = against == null ? null : evaluate(against);
        new Report(evaluation, other, report).write();
        spec.commandLine().getOut().println("written: " + report.resolve("index.html"));
        return 0;
    }

    private Evaluation evaluate(Path directory) {
        PrintWriter screen = spec.commandLine().getOut();
        ModelRelease release = ModelRelease.load(directory);
        LabelledFiles source = new LabelledFiles(data, images);
        try (Engine opened = Engines.open(engine, release)) {
            Evaluation evaluation = new Evaluation(release, opened);
            evaluation.run(source);
            if (!source.refusals().isEmpty()) {
                screen.println("left out: " + source.refusals());
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
