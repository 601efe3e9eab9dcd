package io.aisle.classify;

import io.aisle.classifier.Encoder;
import io.aisle.classifier.GoldenSet;
import io.aisle.classifier.ModelRelease;
import io.aisle.classifier.Pair;
import io.aisle.classifier.engine.Batch;
import io.aisle.classifier.engine.Engine;
import io.aisle.classifier.engine.Engines;
import io.aisle.classifier.engine.Predictions;
import io.aisle.classifier.registry.ModelRegistry;
import io.aisle.classifier.registry.ReleaseId;
import io.aisle.contract.Classification.Head;
import io.aisle.contract.Codec;
import io.aisle.features.text.Reindexing;
import io.aisle.features.text.Vocabulary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Releases made of the one that is built in: complete, checked, and each different in one thing. */
public final class Releases {
    public static final ModelRelease OWN = ModelRelease.fromClasspath();

    private Releases() {}

    /** The built-in release under another name. */
    public static void copy(ModelRegistry registry, ReleaseId id) throws IOException {
        write(registry, id, files());
    }

    /** Its words have other ids, so that it reads other words and gives other answers, and its golden set knows it. */
    public static void withOtherVocabulary(ModelRegistry registry, ReleaseId id) throws IOException {
        Map<String, byte[]> files = files();
        files.put(ModelRelease.VOCABULARY, backwards(files.get(ModelRelease.VOCABULARY)));
        write(registry, id, files);
        ModelRelease release = registry.load(id);
        files.put(ModelRelease.GOLDEN, Codec.encode(golden(release)));
        write(registry, id, files);
    }

    /** Its golden set holds the answers of another. */
    public static void withWrongGoldenAnswers(ModelRegistry registry, ReleaseId id) throws IOException {
        Map<String, byte[]> files = files();
        GoldenSet golden = GoldenSet.parse(files.get(ModelRelease.GOLDEN));
        List<GoldenSet.Case> cases = new ArrayList<>(golden.cases());
        GoldenSet.Case last = cases.remove(cases.size() - 1);
        cases.add(new GoldenSet.Case(
                last.pair(), cases.get(0).category(), cases.get(0).heads()));
        files.put(ModelRelease.GOLDEN, Codec.encode(new GoldenSet(golden.tolerance(), cases)));
        write(registry, id, files);
    }

    /** One bit of its network is another than its manifest says. */
    public static void corrupt(ModelRegistry registry, ReleaseId id) throws IOException {
        copy(registry, id);
        Path network = registry.directory(id).resolve(ModelRelease.ONNX);
        byte[] bytes = Files.readAllBytes(network);
        bytes[bytes.length / 2] ^= 1;
        Files.write(network, bytes);
    }

    /** The manifest names the vocabulary of {@link #OWN}, the file is another. */
    public static void withForeignVocabularyFile(ModelRegistry registry, ReleaseId id) throws IOException {
        Map<String, byte[]> files = files();
        files.put(ModelRelease.VOCABULARY, backwards(files.get(ModelRelease.VOCABULARY)));
        write(registry, id, files, OWN.manifest().vocabulary());
    }

    public static Vocabulary vocabulary(ModelRelease release) {
        return Vocabulary.load(new ByteArrayInputStream(release.file(ModelRelease.VOCABULARY)));
    }

    private static Map<String, byte[]> files() {
        Map<String, byte[]> files = new TreeMap<>();
        OWN.manifest().files().keySet().forEach(name -> files.put(name, OWN.file(name)));
        return files;
    }

    private static byte[] backwards(byte[] vocabulary) {
        List<String> lines = new ArrayList<>(
                new String(vocabulary, StandardCharsets.UTF_8).lines().toList());
        Collections.reverse(lines.subList(1, lines.size()));
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static GoldenSet golden(ModelRelease release) {
        Encoder encoder = Encoder.of(release);
        Reindexing words = new Reindexing(vocabulary(release));
        List<GoldenSet.Case> cases = new ArrayList<>();
        try (Engine engine = Engines.open("onnx", release, 1)) {
            for (GoldenSet.Case old :
                    GoldenSet.parse(OWN.file(ModelRelease.GOLDEN)).cases()) {
                Pair pair = new Pair(words.of(old.pair().text()), old.pair().image(), null);
                Batch batch = Batch.empty(1, encoder.inputs());
                encoder.encode(pair, batch, 0);
                Predictions predictions = engine.predict(batch);
                Map<Head, float[]> heads = new EnumMap<>(Head.class);
                List.of(Head.values()).forEach(head -> heads.put(head, predictions.row(head, 0)));
                cases.add(new GoldenSet.Case(pair, old.category(), heads));
            }
        }
        return new GoldenSet(1e-3, cases);
    }

    private static void write(ModelRegistry registry, ReleaseId id, Map<String, byte[]> files) throws IOException {
        write(registry, id, files, ModelRelease.sha256(files.get(ModelRelease.VOCABULARY)));
    }

    @SuppressWarnings("unchecked")
    private static void write(ModelRegistry registry, ReleaseId id, Map<String, byte[]> files, String vocabulary)
            throws IOException {
        Path directory = Files.createDirectories(registry.directory(id));
        Map<String, String> checksums = new TreeMap<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            checksums.put(file.getKey(), ModelRelease.sha256(file.getValue()));
            Files.write(directory.resolve(file.getKey()), file.getValue());
        }
        Map<String, Object> manifest = new TreeMap<>(Codec.decode(Codec.encode(OWN.manifest()), Map.class));
        manifest.putAll(
                Map.of("name", id.name(), "version", id.version(), "vocabulary", vocabulary, "files", checksums));
        Files.write(directory.resolve(ModelRelease.MANIFEST), Codec.encode(manifest));
    }
}
