package io.aisle.training.rules;

import io.aisle.classifier.ModelRelease;
import io.aisle.classifier.Rules;
import io.aisle.classifier.engine.Engine;
import io.aisle.classifier.engine.Engines;
import io.aisle.training.data.LabelledFiles;
import io.aisle.training.measure.Evaluation;
import io.aisle.training.measure.Judged;
import io.aisle.training.measure.Progress;
import io.aisle.training.rules.Proposal.Proposals;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./aisle rules propose}. */
@Command(
        name = "propose",
        mixinStandardHelpOptions = true,
        description = {
            "Looks for rules in a model's errors, and shows what each would change. Nothing is accepted by it.",
            "Give it products the model did not learn from: half of them is searched, the other half shows what the"
                    + " findings are worth."
        })
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class ProposeCommand implements Callable<Integer> {
    @Option(names = "--model", required = true, description = "Directory of a release.")
    private Path model;

    @Option(names = "--data", required = true, arity = "1..*", description = "Files of labelled products.")
    private List<Path> data;

    @Option(names = "--out", required = true, description = "File for the proposals.")
    private Path out;

    @Option(names = "--images", description = "Where picture paths begin (default: beside each file).")
    private @Nullable Path images;

    @Option(names = "--rules", description = "Rules that hold already (default: the release's own).")
    private @Nullable Path rules;

    @Option(names = "--most", defaultValue = "20", description = "Most proposals (${DEFAULT-VALUE}).")
    private int most = 20;

    @Option(names = "--seed", defaultValue = "1", description = "Decides which half is searched (${DEFAULT-VALUE}).")
    private long seed = 1;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter screen = spec.commandLine().getOut();
        ModelRelease release = ModelRelease.load(model);
        Rules present = rules == null ? release.rules() : RulesFile.read(rules);
        List<Judged> judged = judged(release, present, screen);
        Mining mining = new Mining(present, seed);
        List<Proposal> proposals = mining.proposals(judged, most);
        if (proposals.isEmpty()) {
            screen.println("no word tells the model's errors from its right answers well enough; nothing is proposed");
            return 0;
        }
        String name = release.manifest().name() + " " + release.manifest().version();
        Proposals found = new Proposals(name, proposals, mining.together(proposals, judged));
        RulesFile.write(out, found);
        proposals.forEach(screen::print);
        screen.println("all  " + Proposal.line("held out", found.together()));
        screen.println("written: " + out);
        screen.println("next: ./aisle rules accept --rules FILE --proposals " + out + " --ids 1,2");
        return 0;
    }

    private List<Judged> judged(ModelRelease release, Rules present, PrintWriter screen) {
        LabelledFiles source = new LabelledFiles(data, images);
        try (Engine engine = Engines.open("onnx", release)) {
            Evaluation evaluation = Evaluation.ofAnswers(release, engine, present);
            evaluation.run(source, new Progress(screen)::asked);
            if (!source.refusals().isEmpty()) {
                screen.println("left out: " + source.refusals());
            }
            return evaluation.judged();
        }
    }
}
