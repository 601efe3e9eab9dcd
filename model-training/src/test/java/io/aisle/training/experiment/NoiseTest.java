package io.aisle.training.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisle.classifier.CategoryTree;
import io.aisle.contract.Category;
import io.aisle.training.data.LabelledFiles;
import io.aisle.training.experiment.Flips.Kind;
import io.aisle.training.learn.LabelNoise;
import io.aisle.training.learn.LabelRepair;
import io.aisle.training.learn.Labels;
import io.aisle.training.learn.Lessons;
import io.aisle.training.learn.Sampling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoiseTest {
    private static final List<String> NOUNS = List.of("robe", "jupe", "veste", "lampe", "table", "tapis");

    /** Three leaves under each of two parents, and one alone. */
    private final CategoryTree tree = new CategoryTree(List.of(
            leaf("a", "x"),
            leaf("a", "y"),
            leaf("a", "z"),
            leaf("b", "u"),
            leaf("b", "v"),
            leaf("b", "w"),
            leaf("c", "s")));

    private final int[] truth = IntStream.range(0, 7_000).map(at -> at % 7).toArray();
    private final int[] some = IntStream.range(0, 6_000).toArray();

    @Test
    void flipsTheShareItIsToldOfTheProductsItIsGiven() {
        int[] flipped = new Flips(Kind.SYMMETRIC, 0.4, 1).flip(truth, some, tree);
        long changed = IntStream.of(some).filter(at -> flipped[at] != truth[at]).count();
        assertThat(changed / 6_000.0).isBetween(0.37, 0.43);
        assertThat(IntStream.range(6_000, 7_000).filter(at -> flipped[at] != truth[at]))
                .isEmpty();
    }

    @Test
    void flipsToSiblingsOnly() {
        int[] flipped = new Flips(Kind.SIBLINGS, 1, 1).flip(truth, some, tree);
        for (int product : some) {
            assertThat(parent(flipped[product])).isEqualTo(parent(truth[product]));
            assertThat(flipped[product] != truth[product])
                    .isEqualTo(!parent(truth[product]).equals("c"));
        }
    }

    @Test
    void thinsOutExponentiallyAndKeepsEveryCategory() {
        int[] labels = IntStream.range(0, 2_000).map(at -> at / 500).toArray();
        int[] kept = new LongTail(8_000).thin(IntStream.range(0, 2_000).toArray(), labels, 4, 1);
        assertThat(IntStream.range(0, 4)
                        .map(label -> (int) IntStream.of(kept)
                                .filter(at -> labels[at] == label)
                                .count())
                        .toArray())
                .containsExactly(500, 25, 1, 1);
    }

    /**
     * A third of the labels of titles that say plainly what they are is wrong, and every title holds words of its own by
     * which it could be known by heart.
     */
    @Test
    void findsFlippedLabelsAndLearnsBetter(@TempDir Path directory) throws IOException {
        Titles titles = Titles.read(new LabelledFiles(List.of(catalogue(directory)), null), 1);
        int[] training = titles.training(Integer.MAX_VALUE, 1);
        int[] source = titles.data().labels();
        int[] flipped = new Flips(Kind.SYMMETRIC, 0.33, 1)
                .flip(source, training, titles.catalogue().tree());
        int[] before = flipped.clone();
        LabelRepair repair = new LabelRepair(training, flipped, LabelNoise.of(0.33, 6));
        Figures plain = learned(
                titles, new Lessons(training, flipped, 6, Labels.asGiven(flipped), Sampling.NATURAL, new double[0]));
        Figures repaired = learned(titles, new Lessons(training, flipped, 6, repair, Sampling.NATURAL, new double[0]));
        Repaired found = Repaired.of(training, source, repair);
        assertThat(found.found()).as("%s", found).isGreaterThan(found.flipped() * 9 / 10);
        assertThat(found.right()).as("%s", found).isGreaterThan(found.corrected() * 9 / 10);
        assertThat(found.lost()).as("%s", found).isLessThan(found.clean() / 10);
        assertThat(repaired.accuracy()).as("plain %s", plain).isGreaterThanOrEqualTo(plain.accuracy());
        assertThat(flipped).containsExactly(before);
    }

    private static Figures learned(Titles titles, Lessons lessons) {
        return titles.test(titles.learn(lessons, 6, 1), new float[lessons.classes()]);
    }

    private static Path catalogue(Path directory) throws IOException {
        Random random = new Random(5);
        List<String> lines = new ArrayList<>();
        for (int product = 0; product < 1_200; product++) {
            String own = Long.toString(random.nextLong() >>> 1, 36);
            lines.add("{\"productId\":\"%d\",\"name\":\"%s %s %s\",\"category\":[\"%s\"]}"
                    .formatted(
                            product,
                            own.substring(0, 4),
                            NOUNS.get(product % 6),
                            own.substring(4, 7),
                            NOUNS.get(product % 6)));
        }
        return Files.write(directory.resolve("data.jsonl"), lines);
    }

    private String parent(int label) {
        return tree.leaf(label).path().get(0).id();
    }

    private static Category leaf(String parent, String name) {
        String id = parent + " > " + name;
        return new Category(id, List.of(new Category.Node(parent, parent), new Category.Node(id, name)));
    }
}
