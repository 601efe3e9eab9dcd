package io.aisle.training.experiment;

import picocli.CommandLine.Command;

/** {@code ./aisle experiment NAME}: compares methods on one's own data; the figures in the documents come from here. */
@Command(
        name = "experiment",
        description = "Compare methods on labelled products, and show the figures.",
        subcommands = {
            BaselineCommand.class,
            TextsCommand.class,
            NoiseCommand.class,
            ImbalanceCommand.class,
            SizesCommand.class,
            BackboneCommand.class,
            Int8Command.class
        },
        synopsisSubcommandLabel = "NAME")
public final class ExperimentCommand {}
