package io.aisle.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aisle.contract.Category;
import io.aisle.contract.Codec;
import java.io.ByteArrayInputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class SampleCatalogueTest {
    private final SampleCatalogue catalogue = SampleCatalogue.of(7);

    @Test
    void hasAtLeastTwentyFourLeavesOfUpToFourLevels() {
        List<Category> leaves = catalogue.leaves();

        assertThat(leaves)
                .hasSizeGreaterThanOrEqualTo(24)
                .extracting(Category::id)
                .doesNotHaveDuplicates();
        assertThat(leaves).allSatisfy(leaf -> assertThat(leaf.path()).hasSizeBetween(3, 4));
        assertThat(leaves).anySatisfy(leaf -> assertThat(leaf.path()).hasSize(4));
    }

    @Test
    void aNodeHasOneNameAndIsNeverALeafAndAParent() {
        Map<String, String> names = new HashMap<>();
        for (Category leaf : catalogue.leaves()) {
            for (Category.Node node : leaf.path()) {
                assertThat(names.putIfAbsent(node.id(), node.name()))
                        .as(node.id())
                        .isIn(null, node.name());
            }
        }
        Set<String> parents = catalogue.leaves().stream()
                .flatMap(leaf -> leaf.path().subList(0, leaf.path().size() - 1).stream())
                .map(Category.Node::id)
                .collect(Collectors.toSet());
        assertThat(catalogue.leaves()).extracting(Category::id).doesNotContainAnyElementsOf(parents);
    }

    @Test
    void theSameSeedGivesTheSameBytesAndAnotherSeedOthers() {
        byte[] once = Codec.encode(catalogue.product(3).product());

        assertThat(Codec.encode(SampleCatalogue.of(7).product(3).product())).isEqualTo(once);
        assertThat(Codec.encode(SampleCatalogue.of(8).product(3).product())).isNotEqualTo(once);
        assertThat(Codec.encode(
                        catalogue.products(4).skip(3).findFirst().orElseThrow().product()))
                .isEqualTo(once);
    }

    @Test
    void everyLeafHasEveryColumnAndEveryShapeIsDrawn() {
        Map<String, Silhouette> silhouettes = Silhouette.all();

        for (Leaf leaf : Leaf.all()) {
            for (String column :
                    List.of("nouns", "words", "shared", "brands", "specs", "precise", "own", "english", "coarse")) {
                assertThat(leaf.column(column)).as(leaf.category().names()).isNotEmpty();
            }
            assertThat(silhouettes).containsKeys(leaf.column("shapes").toArray(String[]::new));
        }
        assertThat(silhouettes).containsKeys("parcel", "banner");
    }

    @Test
    void picturesHaveTheEdgeThatWasAskedFor() throws Exception {
        for (LabelledProduct labelled : catalogue.products(5).toList()) {
            var picture =
                    ImageIO.read(new ByteArrayInputStream(labelled.product().image()));
            assertThat(picture.getWidth()).isBetween(300, 1000).isEqualTo(picture.getHeight());
            assertThat(labelled.product().image()).hasSizeLessThan(1 << 20);
        }
        var small = catalogue.withPictures(96, 96).product(0).product().image();
        assertThat(ImageIO.read(new ByteArrayInputStream(small)).getWidth()).isEqualTo(96);
        assertThat(catalogue.withoutPictures().product(0).product().image()).isNull();
        assertThatThrownBy(() -> catalogue.withPictures(200, 100)).hasMessageContaining("picture edges");
    }

    @Test
    void thePictureSizeChangesNothingElse() {
        assertThat(catalogue.withPictures(64, 64).product(11).product().withoutImage())
                .isEqualTo(catalogue.withoutPictures().product(11).product());
    }

    @Test
    void atLeastFiveMallsAndEveryLeafOccurAndNoNamedTitleDoes() {
        List<LabelledProduct> many =
                catalogue.withoutPictures().products(20_000).toList();

        assertThat(many.stream().map(each -> each.product().mallId()).distinct().count())
                .isGreaterThanOrEqualTo(5);
        assertThat(many).extracting(LabelledProduct::category).containsAll(catalogue.leaves());
        assertThat(many).extracting(each -> each.product().productId()).doesNotHaveDuplicates();
        assertThat(many).extracting(each -> each.product().name()).doesNotContainAnyElementsOf(NamedCases.TITLES);
    }

    /** The best anyone can do who knows a mall's words: the commonest leaf of each filing. */
    @Test
    void theMallCategoryAloneIsVague() {
        double best = bestGuess(each -> each.product().mallId() + each.product().mallCategory());

        assertThat(best).isBetween(0.5, 0.8);
    }

    @Test
    void theNameAloneIsSometimesAmbiguous() {
        List<LabelledProduct> many =
                catalogue.withoutPictures().products(20_000).toList();
        Set<String> telling = Leaf.all().stream()
                .flatMap(leaf -> leaf.column("nouns").stream())
                .collect(Collectors.toSet());

        double clear = many.stream()
                        .filter(each -> telling.stream().anyMatch(each.product().name()::contains))
                        .count()
                / 20_000.0;
        assertThat(clear).isBetween(0.65, 0.8);
    }

    private double bestGuess(java.util.function.Function<LabelledProduct, String> what) {
        Map<String, Map<String, Long>> counts = catalogue
                .withoutPictures()
                .products(20_000)
                .collect(Collectors.groupingBy(
                        what, Collectors.groupingBy(each -> each.category().id(), Collectors.counting())));
        return counts.values().stream()
                        .mapToLong(leaves ->
                                leaves.values().stream().mapToLong(n -> n).max().orElse(0))
                        .sum()
                / 20_000.0;
    }
}
