package io.aisle.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aisle.classifier.engine.Engine;
import io.aisle.classifier.engine.Engines;
import io.aisle.classifier.engine.InferenceFailed;
import io.aisle.classifier.registry.ModelRegistry;
import io.aisle.classifier.registry.ReleaseId;
import io.aisle.contract.Classification.Head;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelReleaseTest {
    @TempDir
    private Path directory;

    @BeforeEach
    void write() throws Exception {
        SampleRelease.write(directory, "{\"rules\": []}");
    }

    @Test
    void loadsWhatBelongsTogether() {
        ModelRelease release = ModelRelease.load(directory);
        assertThat(release.manifest().name()).isEqualTo("small");
        assertThat(release.categories().leaf(6).names()).isEqualTo("top 0 > leaf 6");
        assertThat(release.calibration().of(Head.FUSED)).isEqualTo(2);
        assertThat(Engines.of(release)).containsExactly("onnx", "dl4j");
        for (String name : Engines.of(release)) {
            try (Engine engine = Engines.open(name, release, 1)) {
                assertThat(engine.info().engine()).isEqualTo(name);
            }
        }
    }

    @Test
    void refusesACorruptFile() throws Exception {
        byte[] bytes = Files.readAllBytes(directory.resolve(ModelRelease.ONNX));
        bytes[bytes.length / 2] ^= 1;
        Files.write(directory.resolve(ModelRelease.ONNX), bytes);
        assertThatThrownBy(() -> ModelRelease.load(directory))
                .isInstanceOf(ModelUnusable.class)
                .hasMessageContaining("model.onnx is corrupt, SHA-256 is")
                .hasMessageContaining(directory.toString());
    }

    @Test
    void refusesAMissingFile() throws Exception {
        Files.delete(directory.resolve(ModelRelease.CALIBRATION));
        assertThatThrownBy(() -> ModelRelease.load(directory))
                .isInstanceOf(ModelUnusable.class)
                .hasMessageContaining("cannot read calibration.json");
    }

    @Test
    void leavesNothingInARegistryThatCannotTakeIt(@TempDir Path root) throws Exception {
        Path file = Files.writeString(root.resolve("small"), "where a directory should be");
        var registry = new ModelRegistry(root);
        ModelRelease release = ModelRelease.load(directory);
        Set<String> files = release.manifest().files().keySet();
        assertThatThrownBy(() -> registry.add(ReleaseId.parse("small/1"), release, files))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("release small/1: cannot be written");
        assertThat(root).isDirectoryNotContaining(path -> !path.equals(file));
    }

    @Test
    void refusesAnEmptyDirectory(@TempDir Path empty) {
        assertThatThrownBy(() -> ModelRelease.load(empty))
                .isInstanceOf(ModelUnusable.class)
                .hasMessageContaining("cannot read manifest.json");
    }

    @Test
    void refusesARuleForNoCategory(@TempDir Path other) throws Exception {
        SampleRelease.write(other, "{\"rules\": [{\"id\": \"r\", \"category\": \"99\", \"excluded\": [\"갑\"]}]}");
        assertThatThrownBy(() -> ModelRelease.load(other))
                .isInstanceOf(ModelUnusable.class)
                .hasMessage("rule r: the tree has no category 99");
    }

    @Test
    void knowsItsEngines() {
        assertThatThrownBy(() -> Engines.open("magic", ModelRelease.load(directory), 1))
                .isInstanceOf(InferenceFailed.class)
                .hasMessage("engine: there is none called 'magic', choose of [onnx, onnx-int8, dl4j]");
    }

    @Test
    void saysThatItHasNoInt8Network() {
        assertThatThrownBy(() -> Engines.open("onnx-int8", ModelRelease.load(directory), 1))
                .isInstanceOf(InferenceFailed.class)
                .hasMessageContaining("onnx-int8: model small has no INT8 network (model-int8.onnx)")
                .hasMessageContaining("Choose the engine onnx");
    }

    /** Releases of before a manifest noted its day and its dictionary. */
    @Test
    void loadsAnOldManifest() throws Exception {
        Path file = directory.resolve(ModelRelease.MANIFEST);
        Files.writeString(file, Files.readString(file).replaceAll("\"(created|dictionary)\":\"[^\"]*\",", ""));
        ModelRelease release = ModelRelease.load(directory);
        assertThat(release.manifest().created()).isNull();
        assertThat(release.manifest().dictionary()).isNull();
    }
}
