package io.aisle.features.text;

import static io.aisle.contract.TextFeatures.MALL_LENGTH;
import static io.aisle.contract.TextFeatures.NAME_LENGTH;

import io.aisle.contract.Product;
import io.aisle.contract.TextFeatures;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Products to text halves. A tombstone's half has no words and only padding. Thread-safe.
 *
 * @param analyzer takes text apart; it stays its owner's to close
 * @param vocabulary gives the ids
 */
public record TextFeatureExtractor(ProductAnalyzer analyzer, Vocabulary vocabulary) {
    /** The text half of a product. */
    public TextFeatures extract(Product product) {
        ProductWords words = ProductWords.of(product, analyzer);
        return new TextFeatures(
                product.withoutImage(),
                words.name(),
                ids(words.name(), NAME_LENGTH),
                words.mallCategory(),
                ids(words.mallCategory(), MALL_LENGTH),
                ids(words.brands(), words.brands().size()),
                vocabulary.sha256());
    }

    private List<Integer> ids(List<String> words, int length) {
        List<String> kept = words.subList(0, Math.min(words.size(), length));
        return IntStream.concat(
                        kept.stream().mapToInt(vocabulary::id),
                        Collections.nCopies(length - kept.size(), Vocabulary.PADDING).stream()
                                .mapToInt(Integer::intValue))
                .boxed()
                .toList();
    }
}
