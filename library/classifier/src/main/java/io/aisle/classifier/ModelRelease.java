package io.aisle.classifier;

import io.aisle.classifier.engine.Inputs;
import io.aisle.classifier.network.NetworkShape;
import io.aisle.contract.Codec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** A trained model with everything that must be versioned with it. Immutable; all checksums were right when loaded. */
public final class ModelRelease {
    /** The cover sheet; the only file without a checksum in it. */
    public static final String MANIFEST = "manifest.json";
    /** Deeplearning4j's zip of the trained graph, with its batch norm layers. */
    public static final String NETWORK = "network.zip";
    /** The {@link NetworkShape} of it. */
    public static final String SHAPE = "network.json";
    /** The same network in ONNX, batch norm folded. */
    public static final String ONNX = "model.onnx";
    /** The same in 8 bits; only where its answers were found good enough. */
    public static final String ONNX_INT8 = "model-int8.onnx";
    /** One word per line. */
    public static final String VOCABULARY = "vocabulary.txt";
    /** The {@link CategoryTree}. */
    public static final String CATEGORIES = "categories.json";
    /** The {@link Rules}. */
    public static final String RULES = "rules.json";
    /** The {@link Calibration}. */
    public static final String CALIBRATION = "calibration.json";
    /** The {@link GoldenSet}. */
    public static final String GOLDEN = "golden.json";

    /** How it learned: loss and accuracy after each epoch. */
    public static final String CURVE = "curve.json";

    private final Manifest manifest;
    private final Map<String, byte[]> files;
    private final CategoryTree categories;
    private final NetworkShape shape;
    private final Rules rules;
    private final Calibration calibration;

    private ModelRelease(Manifest manifest, Map<String, byte[]> files) {
        this.manifest = manifest;
        this.files = Map.copyOf(files);
        this.categories = CategoryTree.parse(file(CATEGORIES));
        this.shape = NetworkShape.parse(file(SHAPE));
        this.rules = Rules.parse(file(RULES)).checkedAgainst(categories);
        this.calibration = Calibration.parse(file(CALIBRATION));
        if (categories.size() != manifest.labels()) {
            throw new ModelUnusable("model " + manifest.name() + ": its manifest speaks of " + manifest.labels()
                    + " labels, its category tree has " + categories.size());
        }
    }

    /** The release on the class path, in {@code /model/}: the one that is built in. */
    public static ModelRelease fromClasspath() {
        return load("classpath:/model", name -> {
            InputStream resource = ModelRelease.class.getResourceAsStream("/model/" + name);
            if (resource == null) {
                throw new IOException("not there");
            }
            try (resource) {
                return resource.readAllBytes();
            }
        });
    }

    /** The release in a directory. */
    public static ModelRelease load(Path directory) {
        return load(directory.toString(), name -> Files.readAllBytes(directory.resolve(name)));
    }

    private interface Source {
        byte[] read(String name) throws IOException;
    }

    private static ModelRelease load(String place, Source source) {
        Manifest manifest = Codec.decode(read(place, MANIFEST, source), Manifest.class);
        Map<String, byte[]> files = new HashMap<>();
        manifest.files().forEach((name, expected) -> {
            byte[] bytes = read(place, name, source);
            String found = sha256(bytes);
            if (!found.equals(expected)) {
                throw new ModelUnusable("model at " + place + ": " + name + " is corrupt, SHA-256 is " + found
                        + " and should be " + expected);
            }
            files.put(name, bytes);
        });
        return new ModelRelease(manifest, files);
    }

    private static byte[] read(String place, String name, Source source) {
        try {
            return source.read(name);
        } catch (IOException e) {
            throw new ModelUnusable("model at " + place + ": cannot read " + name + ", " + e.getMessage(), e);
        }
    }

    /**
     * The same release with other rules.
     *
     * @param other rules in JSON
     * @throws ModelUnusable when they do not pass their own examples, or do not fit the release's categories
     */
    public ModelRelease withRules(byte[] other) {
        Map<String, byte[]> ownFiles = new HashMap<>(files);
        ownFiles.put(RULES, other.clone());
        Map<String, String> checksums = new HashMap<>(manifest.files());
        checksums.put(RULES, sha256(other));
        Map<String, Double> figures = new HashMap<>(manifest.figures());
        figures.putAll(Rules.parse(other).figures());
        return new ModelRelease(manifest.as(manifest.name(), manifest.version(), figures, checksums), ownFiles);
    }

    /** SHA-256 in lower-case hex. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    public Manifest manifest() {
        return manifest;
    }

    public CategoryTree categories() {
        return categories;
    }

    /** The sizes of the network. */
    public NetworkShape shape() {
        return shape;
    }

    /** What the network reads of one product. */
    public Inputs inputs() {
        return Inputs.of(shape);
    }

    public Rules rules() {
        return rules;
    }

    public Calibration calibration() {
        return calibration;
    }

    /** Whether the release has a file, such as {@link #ONNX_INT8}. */
    public boolean has(String name) {
        return files.containsKey(name);
    }

    /** Bytes of one file of the release, such as {@link #ONNX}. Not to be written to. */
    public byte[] file(String name) {
        byte[] bytes = files.get(name);
        if (bytes == null) {
            throw new ModelUnusable("model " + manifest.name() + ": its manifest lists no " + name);
        }
        return bytes;
    }
}
