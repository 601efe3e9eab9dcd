package io.aisle.classifier.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aisle.classifier.ModelUnusable;
import io.aisle.contract.Codec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelRegistryTest {
    private static final ReleaseId FIRST = ReleaseId.parse("fashion/1");
    private static final ReleaseId SECOND = ReleaseId.parse("fashion/2");

    @TempDir
    private Path root;

    @Test
    void listsReleasesOlderBeforeNewer() throws IOException {
        for (String release : new String[] {"fashion/10", "fashion/9", "apparel/1.2", "apparel/1.10"}) {
            Path directory = new ModelRegistry(root).directory(ReleaseId.parse(release));
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("manifest.json"), "{}");
        }
        assertThat(new ModelRegistry(root).releases())
                .extracting(ReleaseId::toString)
                .containsExactly("apparel/1.2", "apparel/1.10", "fashion/9", "fashion/10");
    }

    @Test
    void refusesToServeWhatIsNotThere() {
        var registry = new ModelRegistry(root);
        assertThatThrownBy(() -> registry.serve(Serving.of(FIRST)))
                .isInstanceOf(ModelUnusable.class)
                .hasMessageContaining("fashion/1");
        assertThat(registry.serving()).isEmpty();
    }

    @Test
    void overlooksWhatHasNoNameOfARelease() throws IOException {
        for (String place : new String[] {"fashion/2", "fashion/2.bak", "lost+found/1", "fashion/latest"}) {
            Files.createDirectories(root.resolve(place));
            Files.writeString(root.resolve(place).resolve("manifest.json"), "{}");
        }
        assertThat(new ModelRegistry(root).releases()).containsExactly(SECOND);
    }

    @Test
    void refusesNamesThatLeaveTheDirectory() {
        assertThatThrownBy(() -> ReleaseId.parse("../1")).isInstanceOf(ModelUnusable.class);
        assertThatThrownBy(() -> ReleaseId.parse("fashion/..")).isInstanceOf(ModelUnusable.class);
        assertThatThrownBy(() -> ReleaseId.parse("fashion")).isInstanceOf(ModelUnusable.class);
    }

    @Test
    void aPromotionRemembersWhatWasStableAndEndsTheTrials() {
        Serving trial = Serving.of(FIRST).shadowedBy(SECOND).tryingOut(new Serving.Canary(SECOND, 0.1));
        Serving promoted = trial.promoted(SECOND);
        assertThat(promoted).isEqualTo(new Serving(SECOND, FIRST, null, null));
        assertThat(promoted.rolledBack()).isEqualTo(new Serving(FIRST, SECOND, null, null));
        assertThatThrownBy(() -> Serving.of(FIRST).rolledBack()).isInstanceOf(ModelUnusable.class);
    }

    @Test
    void survivesItsWrittenForm() {
        Serving serving = Serving.of(FIRST).tryingOut(new Serving.Canary(SECOND, 0.25));
        assertThat(Codec.decode(Codec.encode(serving), Serving.class)).isEqualTo(serving);
    }

    @Test
    void saysWhichFileCannotBeUnderstood() throws IOException {
        Files.writeString(root.resolve(ModelRegistry.SERVING), "{\"previous\": \"fashion/1\"}");
        assertThatThrownBy(() -> new ModelRegistry(root).serving())
                .isInstanceOf(ModelUnusable.class)
                .hasMessageContaining("serving.json cannot be understood")
                .hasMessageContaining("stable: is required");
    }

    @Test
    void numbersTheNextReleaseOfAName() throws IOException {
        var registry = new ModelRegistry(root);
        assertThat(registry.next("fashion")).isEqualTo(FIRST);
        for (String release : new String[] {"fashion/9", "fashion/10.2", "apparel/40"}) {
            Path directory = registry.directory(ReleaseId.parse(release));
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("manifest.json"), "{}");
        }
        assertThat(registry.newest("fashion")).contains(ReleaseId.parse("fashion/10.2"));
        assertThat(registry.next("fashion")).isEqualTo(ReleaseId.parse("fashion/11"));
    }
}
