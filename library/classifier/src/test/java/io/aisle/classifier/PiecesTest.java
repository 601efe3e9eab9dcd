package io.aisle.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PiecesTest {
    @Test
    void readsAtMostFourCharactersFromEachPlace() {
        // " ab ": " a", " ab", " ab ", "a", "ab", "ab ", "b", "b "
        assertThat(written("ab", 100)).hasSize(8);
        assertThat(Arrays.stream(written("ab", 100))).allMatch(id -> id >= 1_000 && id < 1_000 + 4_096);
    }

    @Test
    void doesNotSeeCaseWidthOrSpacing() {
        assertThat(written("Ａdidas   ULTRA", 100)).isEqualTo(written("adidas ultra", 100));
        assertThat(written("adidas ultra", 100)).isNotEqualTo(written("adidasultra", 100));
    }

    @Test
    void cutsALongName() {
        assertThat(written("x".repeat(500), 12)).hasSize(12);
        assertThat(written("", 12)).isEmpty();
    }

    @Test
    void leavesOutWhatComesAgainWhereItIsTold() {
        int[] ids = new int[200];
        new Pieces(100, 4_096, true).write("abab", 1_000, ids, 0);
        int[] once = Arrays.stream(ids).filter(id -> id != 0).toArray();
        assertThat(once)
                .containsExactly(Arrays.stream(written("abab", 100)).distinct().toArray());
        assertThat(once).hasSizeLessThan(written("abab", 100).length);
    }

    private static int[] written(String name, int most) {
        int[] ids = new int[200];
        new Pieces(most, 4_096).write(name, 1_000, ids, 0);
        return Arrays.stream(ids).filter(id -> id != 0).toArray();
    }
}
