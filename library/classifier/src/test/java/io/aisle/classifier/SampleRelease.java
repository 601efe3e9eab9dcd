package io.aisle.classifier;

import io.aisle.classifier.engine.Inputs;
import io.aisle.classifier.network.BatchNormFolding;
import io.aisle.classifier.network.SmallNetwork;
import io.aisle.classifier.onnx.OnnxExporter;
import io.aisle.contract.Category;
import io.aisle.contract.Classification.Head;
import io.aisle.contract.Codec;
import io.aisle.contract.ImageFeatures;
import io.aisle.contract.Product;
import io.aisle.contract.ProductKey;
import io.aisle.contract.TextFeatures;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;

/** A complete release of the small network, and pairs for it. */
public final class SampleRelease {
    public static final String VOCABULARY = "v".repeat(64);
    public static final int SIZE = SmallNetwork.SHAPE.image().size();

    private SampleRelease() {}

    static void write(Path directory, String rules) throws IOException {
        write(directory, rules, SmallNetwork.trained());
    }

    /** @param network of the small network's shape */
    public static void write(Path directory, String rules, ComputationGraph network) throws IOException {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        ModelSerializer.writeModel(network, zip, false);
        Map<String, byte[]> files = new TreeMap<>();
        files.put(ModelRelease.NETWORK, zip.toByteArray());
        files.put(ModelRelease.SHAPE, Codec.encode(SmallNetwork.SHAPE));
        files.put(
                ModelRelease.ONNX,
                OnnxExporter.export(BatchNormFolding.fold(network, SmallNetwork.SHAPE), Inputs.of(SmallNetwork.SHAPE)));
        files.put(ModelRelease.CATEGORIES, Codec.encode(tree()));
        files.put(ModelRelease.RULES, rules.getBytes(StandardCharsets.UTF_8));
        files.put(ModelRelease.CALIBRATION, Codec.encode(calibration(2)));
        Map<String, String> checksums = new TreeMap<>();
        files.forEach((name, bytes) -> checksums.put(name, ModelRelease.sha256(bytes)));
        files.put(ModelRelease.MANIFEST, Codec.encode(manifest(checksums)));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(directory.resolve(file.getKey()), file.getValue());
        }
    }

    private static Manifest manifest(Map<String, String> checksums) {
        return new Manifest(
                Manifest.FORMAT,
                "small",
                "7",
                "a test",
                Instant.EPOCH,
                SIZE,
                SmallNetwork.SHAPE.labels(),
                SmallNetwork.SHAPE.text().vocabularySize(),
                VOCABULARY,
                "d".repeat(64),
                Map.of(),
                checksums);
    }

    static Calibration calibration(double temperature) {
        Map<Head, Double> temperatures = new EnumMap<>(Head.class);
        for (Head head : Head.values()) {
            temperatures.put(head, temperature);
        }
        return new Calibration(temperatures);
    }

    public static CategoryTree tree() {
        return new CategoryTree(IntStream.range(0, SmallNetwork.SHAPE.labels())
                .mapToObj(label -> new Category(
                        "0" + label % 2 + label,
                        List.of(
                                new Category.Node("0" + label % 2, "top " + label % 2),
                                new Category.Node("0" + label % 2 + label, "leaf " + label))))
                .toList());
    }

    static Product product(String id, String name) {
        return new Product(
                "1.0", id, 3, name, "mall", List.of("용품"), null, null, null, null, null, null, null, null, false);
    }

    static Pair pair(String id, String name, ImageFeatures image) {
        return new Pair(text(id, name, VOCABULARY, 7), image, Instant.EPOCH);
    }

    /** As {@code pair("p", "상자", none)}, but in another category of the mall: rules read it, these ids do not. */
    static Pair pairOfMall(String id, String mallCategory) {
        Product other = new Product(
                "1.0",
                id,
                3,
                "상자",
                "mall",
                List.of(mallCategory),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                false);
        TextFeatures usual = text(id, "상자", VOCABULARY, 7);
        return new Pair(
                new TextFeatures(
                        other, List.of(), usual.nameIds(), List.of(), usual.mallIds(), usual.brandIds(), VOCABULARY),
                none(id),
                Instant.EPOCH);
    }

    static TextFeatures text(String id, String name, String vocabulary, int firstId) {
        return new TextFeatures(
                product(id, name), List.of(), ids(30, firstId, 9), List.of(), ids(15, 4), ids(4), vocabulary);
    }

    private static List<Integer> ids(int length, Integer... first) {
        return Stream.concat(Stream.of(first), Collections.nCopies(length - first.length, 0).stream())
                .toList();
    }

    static ImageFeatures.Picture picture(String id, int edge) throws IOException {
        BufferedImage image = new BufferedImage(edge, edge, BufferedImage.TYPE_INT_RGB);
        image.createGraphics().fillOval(2, 3, edge / 2, edge / 3);
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", jpeg);
        return new ImageFeatures.Picture(
                new ProductKey(id, 3), jpeg.toByteArray(), SIZE, "a".repeat(64), "b".repeat(16));
    }

    public static ImageFeatures.Unavailable none(String id) {
        return new ImageFeatures.Unavailable(new ProductKey(id, 3), ImageFeatures.Reason.NO_PICTURE, "none");
    }
}
