package io.aisle.training;

import io.aisle.training.data.LabelledFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./aisle train}. */
@Command(
        name = "train",
        description = {
            "Learns from labelled products and writes a model release.",
            "Data are JSON lines, gzipped or not: the fields of a product event, category (a path of names, coarse to"
                    + " fine) and imagePath."
        })
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class TrainCommand implements Callable<Integer> {
    static final byte[] NO_RULES = "{\"rules\":[]}".getBytes(StandardCharsets.UTF_8);

    @Option(names = "--data", required = true, arity = "1..*", description = "Files of labelled products.")
    private List<Path> data;

    @Option(names = "--out", required = true, description = "Directory of the release; its files are overwritten.")
    private Path out;

    @Option(names = "--images", description = "Where picture paths begin (default: beside each file).")
    private @Nullable Path images;

    @Mixin
    private Options options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter screen = spec.commandLine().getOut();
        byte[] rules = options.rules == null ? NO_RULES : Files.readAllBytes(options.rules);
        String name = options.name == null ? String.valueOf(out.toAbsolutePath().getFileName()) : options.name;
        boolean agree = new Run(new LabelledFiles(data, images), options, screen).release(out, name, command(), rules);
        screen.println("written: " + out);
        screen.println("next: ./aisle evaluate --model " + out + " --data FILE --report DIR");
        return agree ? 0 : 1;
    }

    /** What was typed, without directories: a release says nothing about the machine it was made on. */
    private String command() {
        return String.join(
                " ",
                spec.commandLine().getParseResult().originalArgs().stream()
                        .map(argument -> argument.contains("/")
                                ? String.valueOf(Path.of(argument).getFileName())
                                : argument)
                        .toList());
    }
}
