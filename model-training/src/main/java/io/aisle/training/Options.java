package io.aisle.training;

import io.aisle.training.learn.Sampling;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a person may decide about a training; what is not said follows from the data. */
@SuppressWarnings("NullAway") // picocli sets what is null here, or it stays unsaid
final class Options {
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
            names = "--pieces",
            defaultValue = "128",
            description = "Most character n-grams read of a name, 0 for none (${DEFAULT-VALUE}).")
    int pieces = 128;

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
}
