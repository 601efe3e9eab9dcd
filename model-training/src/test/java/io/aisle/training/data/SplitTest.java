package io.aisle.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisle.catalogue.LabelledProduct;
import io.aisle.training.data.Split.Part;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SplitTest {
    @Test
    void holdsOutTheSharesAskedFor() {
        Part[] parts = parts(2_000, at -> product("title " + at, "leaf " + at % 4, null, null));
        assertThat(Arrays.stream(parts).filter(part -> part == Part.TEST)).hasSize(100);
        assertThat(Arrays.stream(parts).filter(part -> part == Part.VALIDATION)).hasSize(100);
    }

    @Test
    void keepsEqualTitlesTogetherHoweverTheyAreWritten() {
        Part[] parts = parts(
                600,
                at -> product(
                        at % 2 == 0 ? "Acme Shoe " + at / 2 : "acme  SHOE, " + at / 2 + "!",
                        "leaf " + at % 3,
                        null,
                        null));
        IntStream.range(0, 300)
                .forEach(pair -> assertThat(parts[2 * pair]).as("pair " + pair).isEqualTo(parts[2 * pair + 1]));
    }

    @Test
    void keepsEqualPicturesTogetherAcrossTitles() {
        Part[] parts = parts(600, at -> product("title " + at, "leaf", new byte[] {(byte) (at % 200), 1}, null));
        IntStream.range(0, 200).forEach(at -> assertThat(List.of(parts[at + 200], parts[at + 400]))
                .containsOnly(parts[at]));
    }

    @Test
    void keepsVersionsOfAProductTogether() {
        Part[] parts = parts(600, at -> Labelled.product("p-" + at % 300, "title " + at, "leaf", null, null));
        IntStream.range(0, 300).forEach(at -> assertThat(parts[at + 300]).isEqualTo(parts[at]));
        assertThat(parts).contains(Part.TEST);
    }

    /** Every third product shows the shop's sign, the newest one too. */
    @Test
    void whatSharesAPlaceholderTeaches() {
        Instant start = Instant.parse("2024-01-01T00:00:00Z");
        Part[] parts = parts(
                900,
                at -> product(
                        "title " + at, "leaf", at % 3 == 2 ? new byte[] {1} : null, start.plusSeconds(at * 1_000L)));
        assertThat(IntStream.range(0, 900).filter(at -> at % 3 == 2).mapToObj(at -> parts[at]))
                .containsOnly(Part.TRAINING);
        assertThat(Arrays.stream(parts).filter(part -> part == Part.TEST)).hasSize(30);
    }

    @Test
    void leavesNoCategoryWithoutATeacher() {
        Part[] parts = parts(400, at -> product("title " + at, "leaf " + at, null, null));
        assertThat(parts).containsOnly(Part.TRAINING);
    }

    @Test
    void testsWithTheNewestWhereProductsHaveDates() {
        Part[] parts = parts(
                200,
                at -> product(
                        "title " + at,
                        "leaf",
                        null,
                        Instant.parse("2024-01-01T00:00:00Z").plusSeconds(at * 1_000L)));
        assertThat(IntStream.range(0, 200).filter(at -> parts[at] == Part.TEST))
                .containsExactly(190, 191, 192, 193, 194, 195, 196, 197, 198, 199);
        assertThat(IntStream.range(0, 200).filter(at -> parts[at] == Part.VALIDATION))
                .containsExactly(180, 181, 182, 183, 184, 185, 186, 187, 188, 189);
    }

    private interface Maker {
        LabelledProduct of(int at);
    }

    private static Part[] parts(int count, Maker maker) {
        Split split = new Split(3, 0.05);
        IntStream.range(0, count).forEach(at -> split.add(maker.of(at)));
        return split.parts();
    }

    private static LabelledProduct product(
            String name, String leaf, byte @Nullable [] picture, @Nullable Instant date) {
        return Labelled.product("p-" + Math.abs(name.hashCode()), name, leaf, picture, date);
    }
}
