package io.aisle.training;

import io.aisle.catalogue.LabelledProduct;
import io.aisle.catalogue.NamedCase;
import io.aisle.classifier.Pair;
import io.aisle.contract.ImageFeatures;
import io.aisle.contract.Product;
import io.aisle.features.image.ImageFeatureExtractor;
import io.aisle.features.text.ProductAnalyzer;
import io.aisle.features.text.ProductWords;
import io.aisle.features.text.TextFeatureExtractor;
import io.aisle.features.text.Vocabulary;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Three sets of products. No title and no picture of the first is in the others, so nothing can be known by heart.
 *
 * @param vocabulary of the training products alone
 */
record Examples(Vocabulary vocabulary, List<Example> training, List<Example> validation, List<Example> test) {
    /** Products in ten: eight to train, one to stop and calibrate by, one to measure with, once. */
    private static final int PARTS = 10;

    private static final int MOST_WORDS = 20_000;
    /** A word seen once teaches nothing; its bucket learns what rare words have in common. */
    private static final int LEAST_COUNT = 2;

    private static final int BUCKETS = 512;

    static Examples of(List<LabelledProduct> products, Map<String, Integer> labels, int imageSize) {
        try (ProductAnalyzer analyzer = new ProductAnalyzer()) {
            int test = products.size() / PARTS;
            List<LabelledProduct> training = products.subList(2 * test, products.size());
            Vocabulary vocabulary = Vocabulary.build(
                    training.stream()
                            .map(one -> ProductWords.of(one.product(), analyzer).all())
                            .toList(),
                    MOST_WORDS,
                    LEAST_COUNT,
                    BUCKETS);
            Reader reader = new Reader(
                    new TextFeatureExtractor(analyzer, vocabulary), new ImageFeatureExtractor(imageSize), labels);
            List<Example> seen = reader.read(training);
            return new Examples(
                    vocabulary,
                    seen,
                    unseen(reader.read(products.subList(test, 2 * test)), seen),
                    unseen(reader.read(products.subList(0, test)), seen));
        }
    }

    /** Products with a name of their own, read as all others. */
    List<Example> named(List<NamedCase> cases, Training training) {
        try (ProductAnalyzer analyzer = new ProductAnalyzer()) {
            Reader reader = new Reader(
                    new TextFeatureExtractor(analyzer, vocabulary),
                    new ImageFeatureExtractor(training.shape().imageSize()),
                    training.tree().labels());
            return cases.stream()
                    .map(one -> reader.read(one.product(), one.expected().id()))
                    .toList();
        }
    }

    private static List<Example> unseen(List<Example> candidates, List<Example> seen) {
        Set<String> known = new HashSet<>();
        seen.forEach(example -> known.addAll(traces(example)));
        return candidates.stream()
                .filter(example -> traces(example).stream().noneMatch(known::contains))
                .toList();
    }

    private static List<String> traces(Example example) {
        return example.pair().image() instanceof ImageFeatures.Picture picture
                ? List.of(example.title(), picture.sha256())
                : List.of(example.title());
    }

    /** The same features as in serving. */
    record Reader(TextFeatureExtractor texts, ImageFeatureExtractor pictures, Map<String, Integer> labels) {
        List<Example> read(List<LabelledProduct> products) {
            return products.stream()
                    .map(one -> read(one.product(), one.category().id()))
                    .toList();
        }

        @SuppressWarnings("NullAway") // every leaf of the catalogue has a label
        Example read(Product product, String leaf) {
            return new Example(new Pair(texts.extract(product), image(product), null), labels.get(leaf));
        }

        private ImageFeatures image(Product product) {
            byte[] bytes = product.image();
            return bytes == null
                    ? new ImageFeatures.Unavailable(
                            product.key(), ImageFeatures.Reason.NO_PICTURE, "the product has none")
                    : pictures.extract(product.key(), bytes);
        }
    }
}
