package io.aisle.training.rules;

import picocli.CommandLine.Command;

/** {@code ./aisle rules}. */
@Command(
        name = "rules",
        description = "Corrections after the model: check them, find new ones in a model's errors, accept some.",
        subcommands = {CheckCommand.class, ProposeCommand.class, AcceptCommand.class},
        synopsisSubcommandLabel = "COMMAND")
public final class RulesCommand {}
