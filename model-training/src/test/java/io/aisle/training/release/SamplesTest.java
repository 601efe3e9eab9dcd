package io.aisle.training.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisle.catalogue.LabelledProduct;
import io.aisle.features.image.ImageFeatureExtractor;
import io.aisle.features.text.ProductAnalyzer;
import io.aisle.features.text.TextFeatureExtractor;
import io.aisle.features.text.Vocabulary;
import io.aisle.training.data.Catalogue;
import io.aisle.training.data.Features;
import io.aisle.training.data.Labelled;
import io.aisle.training.data.Source;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplesTest {
    private static final int CATEGORIES = 20;
    private static final int OF_EACH = 200;

    /** As exports are: were the first products taken, every engine would be examined with one category. */
    @Test
    void ofAFileSortedByCategoryTheyComeFromAllOfIt() {
        List<LabelledProduct> sorted = IntStream.range(0, CATEGORIES * OF_EACH)
                .mapToObj(
                        at -> Labelled.product(Integer.toString(at), "title " + at, "leaf " + at / OF_EACH, null, null))
                .toList();
        Source source = sorted::forEach;
        Catalogue catalogue = Catalogue.of(source, 1, 0.05);
        try (ProductAnalyzer analyzer = new ProductAnalyzer()) {
            Features features = new Features(
                    new TextFeatureExtractor(analyzer, Vocabulary.build(List.of(List.of("title")), 10, 1, 1)),
                    new ImageFeatureExtractor(32));
            Samples samples = Samples.of(source, catalogue, features);
            assertThat(samples.golden()).hasSize(64);
            assertThat(samples.golden().stream()
                            .map(pair -> Integer.parseInt(pair.key().productId()) / OF_EACH)
                            .collect(Collectors.toSet()))
                    .hasSizeGreaterThan(CATEGORIES * 3 / 4);
        }
    }
}
