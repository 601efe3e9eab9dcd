package io.aisle.training;

import io.aisle.catalogue.SampleCatalogue;
import io.aisle.classifier.CategoryTree;
import io.aisle.classifier.Encoder;
import io.aisle.classifier.network.NetworkShape;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.deeplearning4j.nn.graph.ComputationGraph;
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
    static final int IMAGE_SIZE = 64;

    private static final int BATCH = 32;
    private static final double LEARNING_RATE = 2e-3;
    /** Sellers' pictures are larger than what the model reads: training sees resized ones too. */
    private static final int SMALLEST_PICTURE = 160;

    private static final int LARGEST_PICTURE = 320;

    private final PrintWriter screen = new PrintWriter(System.out, true, StandardCharsets.UTF_8);

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new TrainSample()).execute(arguments));
    }

    @Override
    public Integer call() {
        long start = System.nanoTime();
        SampleCatalogue catalogue = SampleCatalogue.of(seed).withPictures(SMALLEST_PICTURE, LARGEST_PICTURE);
        CategoryTree tree = new CategoryTree(catalogue.leaves());
        screen.printf("%d products in %d categories%n", products, tree.size());
        Examples examples = Examples.of(catalogue.products(products).toList(), tree.labels(), IMAGE_SIZE);
        screen.printf(
                "%d to train, %d to validate, %d to test, none of their titles or pictures in two of them%n",
                examples.training().size(),
                examples.validation().size(),
                examples.test().size());
        NetworkShape shape = shape(examples.vocabulary().size(), tree.size());
        Encoder encoder = new Encoder(
                examples.vocabulary().sha256(), examples.vocabulary().size(), IMAGE_SIZE);
        ComputationGraph trained = new Trainer(epochs, BATCH, LEARNING_RATE, seed, screen)
                .train(shape, Dataset.of(examples.training(), encoder), Dataset.of(examples.validation(), encoder));
        double seconds = (System.nanoTime() - start) / 1e9;
        Training training = new Training(tree, shape, examples, encoder, trained, command(), seconds);
        return new Release(training, screen).write(out, catalogue.namedCases()) ? 0 : 1;
    }

    private String command() {
        return "train-sample --seed " + seed + " --products " + products + " --epochs " + epochs;
    }

    /**
     * MobileNetV2's blocks, fewer and thinner than in its paper, and halving only four times: a picture of 64 pixels ends
     * as 4 x 4.
     */
    static NetworkShape shape(int vocabularySize, int labels) {
        List<NetworkShape.Stage> stages = List.of(
                new NetworkShape.Stage(1, 8, 1, 2),
                new NetworkShape.Stage(4, 16, 2, 1),
                new NetworkShape.Stage(4, 24, 2, 2),
                new NetworkShape.Stage(4, 48, 2, 2));
        return new NetworkShape(vocabularySize, 64, 64, 64, IMAGE_SIZE, 16, stages, 256, 256, labels);
    }
}
