package io.aisle.training;

import io.aisle.classifier.network.NetworkShape.Activation;
import io.aisle.classifier.network.NetworkShape.Style;
import io.aisle.training.learn.Sampling;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** What a person may decide about a training; what is not said follows from the data. */
@SuppressWarnings("NullAway") // picocli sets what is null here, or it stays unsaid
public final class Options {
    /** How words get into the vocabulary. */
    enum WordsBy {
        FREQUENCY,
        INFORMATION
    }

    @Option(names = "--name", description = "Name of the model (default: that of the directory).")
    @Nullable
    String name;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of everything drawn (${DEFAULT-VALUE}).")
    long seed = 1;

    @Option(
            names = "--time-limit",
            defaultValue = "PT1H",
            converter = Durations.class,
            description = "Most time to learn in, such as 90s, 10m or 1h (1h).")
    Duration limit = Duration.ofHours(1);

    @Option(names = "--epochs", description = "Times the products are seen (default: from their number).")
    @Nullable
    Integer epochs;

    @Option(names = "--batch-size", description = "Products of one step (default: from their number).")
    @Nullable
    Integer batchSize;

    @Option(names = "--learning-rate", defaultValue = "0.002", description = "At the start (${DEFAULT-VALUE}).")
    double learningRate = 2e-3;

    @Option(names = "--smoothing", defaultValue = "0.05", description = "Label smoothing (${DEFAULT-VALUE}).")
    double smoothing = 0.05;

    @Option(
            names = "--sampling",
            defaultValue = "NATURAL",
            description = "How often categories come: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    Sampling sampling = Sampling.NATURAL;

    @Option(
            names = "--half-life",
            converter = Durations.class,
            description = "Products registered so much earlier than the newest, such as 180d, teach half as often; the"
                    + " same months of other years stay (default: all the same).")
    @Nullable
    Duration halfLife;

    @Option(
            names = "--label-noise",
            defaultValue = "0",
            description = "Share of the categories in the data that are wrong: products that look it teach what the"
                    + " model says of them, or nothing; see corrections.jsonl (${DEFAULT-VALUE}).")
    double labelNoise;

    @Option(names = "--vocabulary", defaultValue = "20000", description = "Most words kept (${DEFAULT-VALUE}).")
    int vocabulary = 20_000;

    @Option(
            names = "--words-by",
            defaultValue = "FREQUENCY",
            description = "Which words: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    WordsBy wordsBy = WordsBy.FREQUENCY;

    @Option(
            names = "--linear",
            description = "Epochs of a linear classifier over words and n-grams that the network begins with, 0 for"
                    + " none (default: from their number).")
    @Nullable
    Integer linear;

    @Option(
            names = "--word-vectors",
            defaultValue = "3",
            description = "Without --linear or --pieces: epochs of skip-gram that the embedding begins with"
                    + " (${DEFAULT-VALUE}).")
    int wordVectors = 3;

    @Option(names = "--embedding", defaultValue = "64", description = "Values of a word's vector (${DEFAULT-VALUE}).")
    int embedding = 64;

    @Option(
            names = "--filters",
            defaultValue = "64",
            description = "Filters of each convolution over words (${DEFAULT-VALUE}).")
    int filters = 64;

    @Option(
            names = "--widths",
            split = ",",
            defaultValue = "1,2,3,4",
            description = "Words in the windows of these convolutions (${DEFAULT-VALUE}).")
    List<Integer> widths = Style.USUAL.widths();

    @Option(
            names = "--activation",
            defaultValue = "RELU",
            description = "Behind them and the hidden layer: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    Activation activation = Style.USUAL.activation();

    @Option(
            names = "--dropout",
            defaultValue = "0.3",
            description =
                    "Share of the hidden layer's and the heads' inputs that a step leaves out (${DEFAULT-VALUE}).")
    double dropout = Style.USUAL.dropout();

    @Option(names = "--fused-units", description = "Values of the hidden layer (default: from the categories).")
    @Nullable
    Integer fusedUnits;

    @Option(
            names = "--pieces",
            defaultValue = "192",
            description = "Most character n-grams read of a name, 0 for none (${DEFAULT-VALUE}).")
    int pieces = 192;

    @Option(names = "--piece-buckets", description = "Rows the n-grams are hashed to (default: from their number).")
    @Nullable
    Integer pieceBuckets;

    @Option(
            names = "--backbone",
            description =
                    "Published MobileNetV2 in safetensors; without one, a small network learns from the pictures.")
    @Nullable
    Path backbone;

    @Option(
            names = "--image-size",
            description = "Edge of the pictures in pixels, 32 to 224 (default: 224 with a backbone, 64 without).")
    @Nullable
    Integer imageSize;

    @Option(
            names = "--held-out",
            defaultValue = "0.05",
            description = "Share to validate with, and again to test with (${DEFAULT-VALUE}).")
    double heldOut = 0.05;

    @Option(names = "--cache", description = "Directory for decoded pictures (default: .aisle/pictures).")
    Path cache = Path.of(".aisle", "pictures");

    @Option(names = "--rules", description = "Rules of the release, as JSON (default: none).")
    @Nullable
    Path rules;

    /** The options that these arguments of {@code train} say. */
    public static Options of(List<String> arguments) {
        Options options = new Options();
        new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments.toArray(String[]::new));
        return options;
    }

    /** What was typed of the options of a command, in the command line's form, but for some of them. */
    public static List<String> typed(CommandSpec command, List<String> without) {
        List<OptionSpec> ours = CommandSpec.forAnnotatedObject(new Options()).options();
        List<String> typed = new ArrayList<>();
        for (OptionSpec option : command.commandLine().getParseResult().matchedOptions()) {
            boolean isOurs = ours.stream().anyMatch(one -> one.longestName().equals(option.longestName()));
            if (isOurs && !without.contains(option.longestName())) {
                option.originalStringValues().forEach(value -> typed.addAll(List.of(option.longestName(), value)));
            }
        }
        return typed;
    }

    public Duration limit() {
        return limit;
    }

    /** Share of the products to validate with, and again to test with. */
    public double heldOut() {
        return heldOut;
    }

    public long seed() {
        return seed;
    }

    Style style() {
        return new Style(widths, activation, dropout);
    }

    /** What depends on all products and their dates is for one training, not for many that share their data. */
    public void requirePlainLessons(String command) {
        if (labelNoise > 0 || halfLife != null) {
            throw new IllegalArgumentException(
                    command + ": --label-noise and --half-life are for train alone. Leave them"
                            + " out here, and say them to train afterwards");
        }
    }
}
