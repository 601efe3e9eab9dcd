package io.aisle.training.release;

import io.aisle.classifier.ModelRelease;
import io.aisle.classifier.ModelUnusable;
import io.aisle.classifier.registry.ModelRegistry;
import io.aisle.classifier.registry.ReleaseId;
import io.aisle.training.data.LabelledFiles;
import io.aisle.training.data.Source;
import io.aisle.training.rules.RulesFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./aisle model release}. */
@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        description = {
            "Checks a trained model and copies it into the registry as the next version of its name. What is there never"
                    + " changes. It answers nobody before it is promoted."
        })
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class ReleaseCommand implements Callable<Integer> {
    @Option(names = "--model", required = true, description = "Directory of a training.")
    private Path model;

    @Mixin
    private RegistryOption registry;

    @Option(names = "--name", description = "Name in the registry (default: the model's own).")
    private @Nullable String name;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    private boolean help;

    @Option(names = "--version", description = "Version in the registry, such as 7 (default: the next).")
    private @Nullable String version;

    @Option(names = "--against", description = "The release it follows (default: the newest of its name).")
    private @Nullable ReleaseId against;

    @Option(
            names = "--data",
            arity = "1..*",
            description = "Labelled products to measure both by (default: what each measured when it was trained).")
    private List<Path> data = List.of();

    @Option(names = "--images", description = "Where picture paths begin (default: beside each file).")
    private @Nullable Path images;

    @Option(
            names = "--rules",
            description = "Rules instead of the model's own, without training it again; measured by --data.")
    private @Nullable Path rules;

    @Mixin
    private Conditions conditions;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (rules != null && data.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "--rules: nobody has measured the model with them. Add --data FILE");
        }
        PrintWriter screen = spec.commandLine().getOut();
        ModelRelease candidate = rules == null ? load() : load().withRules(RulesFile.bytes(rules));
        ModelRegistry models = registry.registry();
        String own = name != null ? name : candidate.manifest().name();
        ReleaseId id = version != null ? new ReleaseId(own, version) : models.next(own);
        models.requireFree(id);
        Optional<ReleaseId> before = against != null ? Optional.of(against) : models.newest(own);
        screen.println("release     " + id + before.map(one -> ", after " + one).orElse(", the first of its name"));
        Source products = data.isEmpty() ? null : new LabelledFiles(data, images);
        ModelRelease predecessor = before.map(models::load).orElse(null);
        List<String> refusals = new Gate(candidate, predecessor, conditions, screen).refusals(products);
        if (!refusals.isEmpty()) {
            refusals.forEach(why -> screen.println("REFUSED     " + why));
            screen.println("nothing was released");
            return 1;
        }
        models.add(id, candidate, files(candidate));
        screen.println("released    " + models.directory(id));
        screen.println("next: ./aisle model shadow " + id + ", canary, or promote");
        return 0;
    }

    private ModelRelease load() {
        try {
            return ModelRelease.load(model);
        } catch (ModelUnusable e) {
            throw new ModelUnusable(
                    "REFUSED     " + e.getMessage() + ". Copy it again from where it was trained, or train"
                            + " it again",
                    e);
        }
    }

    private Set<String> files(ModelRelease candidate) {
        Set<String> files = new HashSet<>(candidate.manifest().files().keySet());
        if (conditions.withoutInt8) {
            files.remove(ModelRelease.ONNX_INT8);
        }
        return files;
    }
}
