package io.aisle.training.rules;

import io.aisle.classifier.CategoryTree;
import io.aisle.classifier.ModelRelease;
import io.aisle.classifier.Rule;
import io.aisle.classifier.Rules;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./aisle rules check}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Verifies each rule by its own examples and, with --model, that the model has its categories.")
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class CheckCommand implements Callable<Integer> {
    @Option(names = "--rules", required = true, description = "File of rules.")
    private Path file;

    @Option(names = "--model", description = "Directory of a release.")
    private @Nullable Path model;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter screen = spec.commandLine().getOut();
        Rules rules = RulesFile.read(file);
        CategoryTree tree = model == null ? null : ModelRelease.load(model).categories();
        screen.printf("  %-6s %-8s %-8s %-8s %s%n", "leaves", "excluded", "required", "examples", "rule");
        for (Rule rule : rules.rules()) {
            screen.printf(
                    "  %6s %8d %8d %8d %s (%s)%n",
                    tree == null ? "" : leaves(rule, tree),
                    rule.excluded().size(),
                    rule.required().size(),
                    rule.accepts().size() + rule.refuses().size(),
                    rule.id(),
                    rule.category());
        }
        if (tree != null) {
            rules.checkedAgainst(tree);
        }
        screen.printf(
                "version %d: %d rules, every example is right%s%n",
                rules.version(), rules.rules().size(), tree == null ? "" : ", and the model has every category");
        return 0;
    }

    private static String leaves(Rule rule, CategoryTree tree) {
        return String.valueOf(tree.leaves().stream().filter(rule::covers).count());
    }
}
