package io.aisle.cli;

import io.aisle.cli.account.AccountCommand;
import io.aisle.cli.bench.BenchCommand;
import io.aisle.cli.demo.DemoCommand;
import io.aisle.cli.platform.DownCommand;
import io.aisle.cli.platform.StatusCommand;
import io.aisle.cli.platform.UpCommand;
import io.aisle.cli.replay.ReplayCommand;
import io.aisle.cli.screen.CommandFailed;
import io.aisle.cli.send.SendCommand;
import io.aisle.platform.PlatformFailure;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./aisle}: the door to everything. */
@Command(
        name = "./aisle",
        mixinStandardHelpOptions = true,
        version = "Aisle 0.1.0",
        description = "Every shop product gets its category within a second of the shop sending it.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            DemoCommand.class,
            SendCommand.class,
            AccountCommand.class,
            ReplayCommand.class,
            BenchCommand.class
        },
        footer = {
            "",
            "./aisle test builds everything and runs all tests. ./aisle chaos runs the fault matrix.",
            "Models: ./aisle train learns from labelled products, search finds options for it, evaluate measures,",
            "explain shows why, rules corrects, model releases and promotes, experiment compares methods.",
            "./aisle COMMAND --help says more."
        })
public final class Aisle {
    private Aisle() {}

    public static void main(String... arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine commands = new CommandLine(new Aisle());
        commands.getSubcommands().values().forEach(command -> command.getCommandSpec()
                .mixinStandardHelpOptions(true));
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        return withPlainErrors(commands);
    }

    /** The commands, with errors for people: one line for what was foreseen. */
    public static CommandLine withPlainErrors(CommandLine commands) {
        commands.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println(explanation(failure));
            return 1;
        });
        return commands;
    }

    /** Our own failures say all in one line; any other is a fault of this program, and shows where. */
    private static String explanation(Exception failure) {
        if (failure instanceof CommandFailed || failure instanceof PlatformFailure) {
            return String.valueOf(failure.getMessage());
        }
        var trace = new java.io.StringWriter();
        failure.printStackTrace(new java.io.PrintWriter(trace));
        return trace + "This is a fault in Aisle. Please report it with the lines above.";
    }
}
