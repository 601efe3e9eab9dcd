package io.aisle.training.experiment;

import io.aisle.classifier.PictureReader;
import io.aisle.classifier.engine.ImageEmbedder;
import io.aisle.classifier.engine.Inputs;
import io.aisle.classifier.network.Backbone;
import io.aisle.contract.ImageFeatures;
import io.aisle.contract.ProductKey;
import io.aisle.features.image.ImageFeatureExtractor;
import io.aisle.training.measure.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./aisle experiment backbone}: whether a published backbone sees what it was published to see. */
@Command(
        name = "backbone",
        description = {
            "Asks a backbone's own classifier about pictures, and compares its features in both engines with plain loops"
                    + " over its file.",
            "The exit code is 0 when every picture could be read and no feature differs by more than 0.002."
        })
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class BackboneCommand implements Callable<Integer> {
    /** Features are 0 to 6; over fifty layers in 32 bits the order of additions alone makes 0.0005. */
    private static final double TOLERANCE = 2e-3;

    private static final int BEST = 3;

    @Option(names = "--backbone", required = true, description = "Published MobileNetV2 in safetensors.")
    private Path file;

    @Option(names = "--labels", required = true, description = "Names of its classes, one a line.")
    private Path labels;

    @Option(names = "--pictures", required = true, arity = "1..*", description = "Files of pictures.")
    private List<Path> pictures;

    @Option(names = "--image-size", defaultValue = "224", description = "Edge in pixels (${DEFAULT-VALUE}).")
    private int size = 224;

    @Spec
    private CommandSpec spec;

    /** The largest difference to the golden features. */
    private static final class Differences {
        private double onnx;
        private double dl4j;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter screen = spec.commandLine().getOut();
        Backbone backbone = Backbone.read(file);
        List<String> names = names(backbone);
        Differences differences = new Differences();
        List<List<String>> rows = new ArrayList<>();
        boolean isEachRead = true;
        ComputationGraph branch = backbone.branch(size);
        try (ImageEmbedder embedder = new ImageEmbedder(backbone, size)) {
            for (Path picture : pictures) {
                float[] pixels = pixels(picture, screen);
                isEachRead &= pixels.length > 0;
                if (pixels.length > 0) {
                    float[] features = embedder.embed(pixels, 1);
                    rows.add(row(picture, backbone.classify(features), names));
                    compare(backbone, pixels, features, branch, differences);
                    screen.printf("%d of %d pictures%n", rows.size(), pictures.size());
                    screen.flush();
                }
            }
        }
        screen.println(new Table(List.of("picture", "first", "second", "third"), rows));
        screen.printf(
                Locale.ROOT,
                "largest difference of %d x %d features to plain loops: ONNX Runtime %.1e, Deeplearning4j %.1e%n",
                rows.size(),
                backbone.shape(size).units(),
                differences.onnx,
                differences.dl4j);
        screen.flush();
        return isEachRead && Math.max(differences.onnx, differences.dl4j) <= TOLERANCE ? 0 : 1;
    }

    private List<String> names(Backbone backbone) throws IOException {
        List<String> names = Files.readAllLines(labels);
        if (backbone.classes() == 0) {
            throw new IllegalArgumentException("experiment: " + file + " holds no classifier (classifier.weight and"
                    + " classifier.bias), so it can name nothing. Try a file that was published with it");
        }
        if (names.size() != backbone.classes()) {
            throw new IllegalArgumentException("experiment: " + labels + " has " + names.size()
                    + " names, and the classifier of " + file + " has " + backbone.classes() + " classes");
        }
        return names;
    }

    /** As serving makes them; none when the picture cannot be used. */
    private float[] pixels(Path picture, PrintWriter screen) throws IOException {
        ProductKey key = new ProductKey(String.valueOf(picture.getFileName()), 1);
        ImageFeatures half = new ImageFeatureExtractor(size).extract(key, Files.readAllBytes(picture));
        if (half instanceof ImageFeatures.Unavailable unavailable) {
            screen.println(picture + ": " + unavailable.reason() + ", " + unavailable.detail());
            return new float[0];
        }
        float[] pixels = new float[new Inputs(0, size).pixels()];
        PictureReader.read((ImageFeatures.Picture) half, size, pixels, 0);
        return pixels;
    }

    private static List<String> row(Path picture, double[] probabilities, List<String> names) {
        List<String> best = IntStream.range(0, probabilities.length)
                .boxed()
                .sorted(Comparator.comparingDouble(label -> -probabilities[label]))
                .limit(BEST)
                .map(label ->
                        String.format(Locale.ROOT, "%s %.2f", names.get(label).split(",")[0], probabilities[label]))
                .toList();
        List<String> row = new ArrayList<>(List.of(String.valueOf(picture.getFileName())));
        row.addAll(best);
        row.addAll(Collections.nCopies(BEST - best.size(), ""));
        return row;
    }

    private void compare(
            Backbone backbone, float[] pixels, float[] onnx, ComputationGraph branch, Differences differences) {
        float[] golden = backbone.golden(pixels, size);
        INDArray input = Nd4j.create(pixels, new long[] {1, 3, size, size}, 'c');
        float[] dl4j = branch.output(input)[0].dup('c').data().asFloat();
        for (int at = 0; at < golden.length; at++) {
            differences.onnx = Math.max(differences.onnx, Math.abs(golden[at] - onnx[at]));
            differences.dl4j = Math.max(differences.dl4j, Math.abs(golden[at] - dl4j[at]));
        }
    }
}
