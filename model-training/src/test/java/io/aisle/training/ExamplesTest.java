package io.aisle.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisle.catalogue.LabelledProduct;
import io.aisle.catalogue.SampleCatalogue;
import io.aisle.classifier.CategoryTree;
import io.aisle.classifier.Encoder;
import io.aisle.classifier.engine.Batch;
import io.aisle.contract.Classification.Modality;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExamplesTest {
    private final SampleCatalogue catalogue = SampleCatalogue.of(5).withPictures(64, 80);
    private final CategoryTree tree = new CategoryTree(catalogue.leaves());

    @Test
    void keepsWhatTrainingSawOutOfTheOtherSets() {
        List<LabelledProduct> products = new ArrayList<>(catalogue.products(40).toList());
        products.set(0, products.get(39));
        products.set(5, products.get(20));
        Examples examples = Examples.of(products, tree.labels(), 32);
        assertThat(examples.training()).hasSize(32);
        assertThat(examples.test()).hasSize(3);
        assertThat(examples.validation()).hasSize(3);
        Set<String> seen =
                Set.copyOf(examples.training().stream().map(Example::title).toList());
        assertThat(examples.test()).noneMatch(example -> seen.contains(example.title()));
    }

    @Test
    void takesInputsAwayFromOneRowOnly() {
        Examples examples = Examples.of(catalogue.products(20).toList(), tree.labels(), 32);
        Encoder encoder = new Encoder(
                examples.vocabulary().sha256(), examples.vocabulary().size(), 32);
        Dataset data = Dataset.of(examples.training(), encoder);
        Batch batch = data.rows(new int[] {3, 7});
        Dataset.drop(batch, 1, Set.of(Modality.NAME, Modality.IMAGE));
        assertThat(IntStream.range(0, 30).map(at -> batch.ids()[at])).anyMatch(id -> id != 0);
        assertThat(IntStream.range(0, 30).map(at -> batch.ids()[Batch.IDS + at]))
                .allMatch(id -> id == 0);
        assertThat(IntStream.range(30, 45).map(at -> batch.ids()[Batch.IDS + at]))
                .anyMatch(id -> id != 0);
        int pixels = Batch.pixels(32);
        assertThat(IntStream.range(0, pixels).mapToDouble(at -> batch.images()[at]))
                .anyMatch(value -> value != 0);
        assertThat(IntStream.range(0, pixels).mapToDouble(at -> batch.images()[pixels + at]))
                .allMatch(value -> value == 0);
    }

    @Test
    void neverDropsEverything() {
        ModalityDropout dropout = ModalityDropout.of(1);
        int images = 0;
        for (int draw = 0; draw < 5_000; draw++) {
            Set<Modality> missing = dropout.draw();
            assertThat(missing.containsAll(Set.of(Modality.NAME, Modality.MALL_CATEGORY, Modality.IMAGE)))
                    .isFalse();
            images += missing.contains(Modality.IMAGE) ? 1 : 0;
        }
        assertThat(images).isBetween(600, 900);
    }
}
