package io.aisle.training.release;

import io.aisle.classifier.Manifest;
import io.aisle.classifier.ModelRelease;
import io.aisle.features.text.Vocabulary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The files of a release on their way to its directory. */
final class ReleaseFiles {
    /** The manifest is read by people. */
    private static final JsonMapper PRETTY =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path directory;
    private final Map<String, byte[]> files = new TreeMap<>();

    ReleaseFiles(Path directory) {
        this.directory = directory;
    }

    void put(String name, byte[] bytes) {
        files.put(name, bytes);
    }

    Map<String, String> checksums() {
        Map<String, String> checksums = new TreeMap<>();
        files.forEach((name, bytes) -> checksums.put(name, ModelRelease.sha256(bytes)));
        return checksums;
    }

    void write(Manifest manifest) {
        try {
            Files.createDirectories(directory);
            Files.deleteIfExists(directory.resolve(ModelRelease.ONNX_INT8)); // of an earlier training, perhaps
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Files.write(directory.resolve(file.getKey()), file.getValue());
            }
            Files.write(directory.resolve(ModelRelease.MANIFEST), PRETTY.writeValueAsBytes(manifest));
        } catch (IOException e) {
            throw new UncheckedIOException("release: cannot be written to " + directory, e);
        }
    }

    /** Configuration and parameters; the updater's state, twice their size, is left out. */
    static byte[] zip(ComputationGraph network) {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try {
            ModelSerializer.writeModel(network, zip, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zip.toByteArray();
    }

    static byte[] bytes(Vocabulary vocabulary) {
        try {
            Path file = Files.createTempFile("vocabulary", ".txt");
            vocabulary.save(file);
            byte[] bytes = Files.readAllBytes(file);
            Files.delete(file);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
