package io.aisle.training;

import io.aisle.catalogue.NamedCase;
import io.aisle.catalogue.SampleCatalogue;
import io.aisle.classifier.Classifier;
import io.aisle.classifier.ModelRelease;
import io.aisle.classifier.Result;
import io.aisle.classifier.engine.Engine;
import io.aisle.classifier.engine.Engines;
import io.aisle.features.text.ProductAnalyzer;
import io.aisle.training.data.Features;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes the sample model that is released with the source. */
@Command(
        name = "train-sample",
        mixinStandardHelpOptions = true,
        description = "Trains the classifier on the generated sample catalogue and writes a model release.")
public final class TrainSample implements Callable<Integer> {
    @Option(names = "--out", required = true, description = "Directory of the release; its files are overwritten.")
    private Path out = Path.of("model");

    @Option(names = "--seed", defaultValue = "42", description = "Seed of catalogue and training (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--products", defaultValue = "4000", description = "Products to generate (${DEFAULT-VALUE}).")
    private int products;

    @Option(names = "--epochs", defaultValue = "12", description = "Times each is seen (${DEFAULT-VALUE}).")
    private int epochs;

    /** Small enough to learn on two cores in minutes, large enough for drawn pictures. */
    private static final int IMAGE_SIZE = 64;
    /** Sellers' pictures are larger than what the model reads: training sees resized ones too. */
    private static final int SMALLEST_PICTURE = 160;

    private static final int LARGEST_PICTURE = 320;

    private final PrintWriter screen = new PrintWriter(System.out, true, StandardCharsets.UTF_8);

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new TrainSample()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        SampleCatalogue catalogue = SampleCatalogue.of(seed).withPictures(SMALLEST_PICTURE, LARGEST_PICTURE);
        Path cache = Files.createTempDirectory("aisle-sample");
        try {
            Run run = new Run(use -> catalogue.products(products).forEach(use), options(cache), screen);
            boolean agree = run.release(out, "aisle-sample", command(), rules());
            return agree & namedCasesAreRight(catalogue.namedCases()) ? 0 : 1;
        } finally {
            try (var files = Files.list(cache)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(cache);
        }
    }

    private Options options(Path cache) {
        Options options = new Options();
        options.seed = seed;
        options.epochs = epochs;
        options.batchSize = 32;
        options.smoothing = 0;
        options.embedding = 64;
        options.filters = 64;
        options.pieces = 0;
        options.wordVectors = 0;
        options.imageSize = IMAGE_SIZE;
        options.heldOut = 0.1;
        options.cache = cache;
        return options;
    }

    private String command() {
        return "train-sample --seed " + seed + " --products " + products + " --epochs " + epochs;
    }

    private static byte[] rules() throws IOException {
        try (InputStream rules = TrainSample.class.getResourceAsStream("rules.json")) {
            if (rules == null) {
                throw new IllegalStateException("resource is missing: rules.json");
            }
            return rules.readAllBytes();
        }
    }

    private boolean namedCasesAreRight(List<NamedCase> cases) {
        ModelRelease release = ModelRelease.load(out);
        try (ProductAnalyzer analyzer = new ProductAnalyzer();
                Engine engine = Engines.open("onnx", release, 1)) {
            Features features = Features.of(release, analyzer);
            Classifier classifier = Classifier.load(release, engine);
            boolean right = true;
            for (NamedCase one : cases) {
                Result result =
                        classifier.classify(List.of(features.of(one.product()))).get(0);
                boolean found = result instanceof Result.Classified answer
                        && one.expected().equals(answer.classification().category());
                screen.printf("%s  %s%n", found ? "right" : "WRONG", one.story());
                right &= found;
            }
            return right;
        }
    }
}
