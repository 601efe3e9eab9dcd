package io.aisle.training;

import io.aisle.classifier.ModelUnusable;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The part of {@code ./aisle} that is about models. */
@Command(
        name = "./aisle",
        mixinStandardHelpOptions = true,
        subcommands = {TrainCommand.class, EvaluateCommand.class},
        synopsisSubcommandLabel = "COMMAND")
public final class Model {
    private Model() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine commands = new CommandLine(new Model());
        commands.getSubcommands().values().forEach(command -> command.getCommandSpec()
                .mixinStandardHelpOptions(true));
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        commands.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (isForeseen(failure)) {
                command.getErr().println(failure.getMessage());
                return 1;
            }
            throw failure;
        });
        return commands;
    }

    /** Our own failures say all in one line; any other is a fault of this program, and shows where. */
    private static boolean isForeseen(Exception failure) {
        return failure instanceof ModelUnusable
                || failure instanceof UncheckedIOException
                || (failure instanceof IllegalArgumentException
                        && String.valueOf(failure.getMessage()).startsWith("data:"));
    }
}
