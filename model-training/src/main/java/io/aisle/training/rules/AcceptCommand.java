package io.aisle.training.rules;

import io.aisle.classifier.ModelUnusable;
import io.aisle.classifier.Rule;
import io.aisle.classifier.Rules;
import io.aisle.contract.Codec;
import io.aisle.contract.ContractViolation;
import io.aisle.training.rules.Proposal.Proposals;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./aisle rules accept}. */
@Command(
        name = "accept",
        mixinStandardHelpOptions = true,
        description =
                "Appends proposals to the rules, whose version goes up by one; begins the file where there is none.")
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class AcceptCommand implements Callable<Integer> {
    @Option(names = "--rules", required = true, description = "File of rules.")
    private Path file;

    @Option(names = "--proposals", required = true, description = "What ./aisle rules propose wrote.")
    private Path proposals;

    @Option(names = "--ids", required = true, split = ",", description = "Numbers of the proposals, such as 1,3.")
    private List<Integer> ids;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter screen = spec.commandLine().getOut();
        Rules before = Files.exists(file) ? RulesFile.read(file) : Rules.NONE;
        List<Proposal> proposed = read().proposals();
        Rules after = before.with(
                ids.stream().distinct().map(id -> rule(id, proposed)).toList());
        List<String> problems = after.problems();
        if (!problems.isEmpty()) {
            throw new ModelUnusable(String.join("\n", problems));
        }
        RulesFile.write(file, after);
        screen.printf(
                "%s: version %d, %d rules%n",
                file, after.version(), after.rules().size());
        screen.println("next: ./aisle evaluate --model DIR --data FILE --report DIR --rules " + file);
        return 0;
    }

    private Proposals read() {
        try {
            return Codec.decode(RulesFile.bytes(proposals), Proposals.class);
        } catch (ContractViolation e) {
            throw new ModelUnusable(
                    "proposals: " + proposals + " is not what ./aisle rules propose writes, " + e.getMessage(), e);
        }
    }

    private Rule rule(int id, List<Proposal> proposed) {
        return proposed.stream()
                .filter(one -> one.id() == id)
                .findFirst()
                .map(Proposal::rule)
                .orElseThrow(() -> new ModelUnusable(
                        "proposals: " + proposals + " has no number " + id + ", it ends at " + proposed.size()));
    }
}
