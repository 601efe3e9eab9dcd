package io.aisle.training;

import io.aisle.classifier.ClassifierFailure;
import io.aisle.classifier.registry.ReleaseId;
import io.aisle.contract.ContractViolation;
import io.aisle.training.experiment.ExperimentCommand;
import io.aisle.training.explain.ExplainCommand;
import io.aisle.training.release.ModelCommand;
import io.aisle.training.rules.RulesCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The part of {@code ./aisle} that is about models. */
@Command(
        name = "./aisle",
        mixinStandardHelpOptions = true,
        subcommands = {
            TrainCommand.class,
            SearchCommand.class,
            EvaluateCommand.class,
            ExplainCommand.class,
            RulesCommand.class,
            ModelCommand.class,
            ExperimentCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
public final class Model {
    private static final Pattern FORESEEN = Pattern.compile("(data|network|options|search|experiment): ");

    private Model() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Does what a command line says, and gives its exit code. */
    public static int run(String... arguments) {
        return commandLine().execute(arguments);
    }

    static CommandLine commandLine() {
        CommandLine commands = new CommandLine(new Model());
        helpEverywhere(commands);
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        commands.registerConverter(ReleaseId.class, ReleaseId::parse);
        commands.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (isForeseen(failure)) {
                command.getErr().println(said(failure));
                return 1;
            }
            throw failure;
        });
        return commands;
    }

    private static void helpEverywhere(CommandLine commands) {
        commands.getSubcommands().values().forEach(command -> {
            if (command.getCommandSpec().findOption("--version") == null) { // a release has a version of its own
                command.getCommandSpec().mixinStandardHelpOptions(true);
            }
            helpEverywhere(command);
        });
    }

    /** Of a file that cannot be read or written, Java says no more than its name. */
    private static String said(Exception failure) {
        return failure instanceof FileSystemException file && file.getReason() == null
                ? "no such file, or it cannot be used: " + file.getFile()
                : String.valueOf(failure.getMessage());
    }

    /** Our own failures say all in one line; any other is a fault of this program, and shows where. */
    private static boolean isForeseen(Exception failure) {
        return failure instanceof ClassifierFailure
                || failure instanceof ContractViolation
                || failure instanceof UncheckedIOException
                || failure instanceof IOException
                || (failure instanceof IllegalArgumentException
                        && FORESEEN.matcher(String.valueOf(failure.getMessage()))
                                .lookingAt());
    }
}
