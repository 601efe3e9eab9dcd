package io.aisle.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.aisle.training.data.PictureFile.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureFileTest {
    private static final String FIRST = "a1".repeat(32);
    private static final String SECOND = "b2".repeat(32);

    @TempDir
    private Path directory;

    @Test
    void givesBackFeaturesAndKnowsThemWhenOpenedAgain() {
        Path file = directory.resolve("f.bin");
        try (PictureFile pictures = PictureFile.open(file, Values.FEATURES, 3)) {
            assertThat(pictures.add(FIRST, new float[] {9, 1, 2, 3}, 1)).isZero();
            assertThat(read(pictures, 0)).containsExactly(1, 2, 3);
            assertThat(pictures.add(SECOND, new float[] {4, 5, 6}, 0)).isEqualTo(1);
            assertThat(pictures.add(FIRST, new float[] {0, 0, 0}, 0)).isZero();
            assertThat(read(pictures, 1)).containsExactly(4, 5, 6);
        }
        try (PictureFile pictures = PictureFile.open(file, Values.FEATURES, 3)) {
            assertThat(pictures.row(SECOND)).isEqualTo(1);
            assertThat(read(pictures, 1)).containsExactly(4, 5, 6);
        }
    }

    @Test
    void forgetsARecordThatWasCutShort() throws IOException {
        Path file = directory.resolve("f.bin");
        try (PictureFile pictures = PictureFile.open(file, Values.FEATURES, 3)) {
            pictures.add(FIRST, new float[] {1, 2, 3}, 0);
        }
        Files.write(file, new byte[20], StandardOpenOption.APPEND);
        try (PictureFile pictures = PictureFile.open(file, Values.FEATURES, 3)) {
            assertThat(pictures.size()).isEqualTo(1);
            assertThat(pictures.add(SECOND, new float[] {4, 5, 6}, 0)).isEqualTo(1);
            assertThat(read(pictures, 0)).containsExactly(1, 2, 3);
            assertThat(read(pictures, 1)).containsExactly(4, 5, 6);
        }
    }

    @Test
    void belongsToOneTrainingAtATime() {
        Path file = directory.resolve("f.bin");
        try (PictureFile pictures = PictureFile.open(file, Values.FEATURES, 3)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PictureFile.open(file, Values.FEATURES, 3))
                    .withMessageContaining("in use by another training")
                    .withMessageContaining("--cache");
            assertThat(pictures.add(FIRST, new float[] {1, 2, 3}, 0)).isZero();
        }
        PictureFile.open(file, Values.FEATURES, 3).close();
    }

    /** As two trainings could leave behind while nothing kept them apart. */
    @Test
    void aPictureThatStandsThereTwiceMovesNoOther() throws IOException {
        Path file = directory.resolve("f.bin");
        try (PictureFile pictures = PictureFile.open(file, Values.FEATURES, 3)) {
            pictures.add(FIRST, new float[] {1, 2, 3}, 0);
        }
        Files.write(file, Files.readAllBytes(file), StandardOpenOption.APPEND);
        try (PictureFile pictures = PictureFile.open(file, Values.FEATURES, 3)) {
            assertThat(read(pictures, pictures.add(SECOND, new float[] {4, 5, 6}, 0)))
                    .containsExactly(4, 5, 6);
            assertThat(read(pictures, pictures.row(FIRST))).containsExactly(1, 2, 3);
        }
    }

    @Test
    void keepsPixelsToTheColour() {
        try (PictureFile pictures = PictureFile.open(directory.resolve("p.bin"), Values.PIXELS, 3)) {
            pictures.add(FIRST, new float[] {-1, 1, 37 / 127.5f - 1}, 0);
            assertThat(read(pictures, 0)).containsExactly(new float[] {-1, 1, 37 / 127.5f - 1}, within(1e-6f));
        }
    }

    private static float[] read(PictureFile pictures, int row) {
        float[] values = new float[3];
        pictures.read(row, values, 0);
        return values;
    }
}
