package io.aisle.features.text;

import static io.aisle.contract.TextFeatures.MALL_LENGTH;
import static io.aisle.contract.TextFeatures.NAME_LENGTH;

import io.aisle.contract.Product;
import io.aisle.contract.TextFeatures;

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
                vocabulary.ids(words.name(), NAME_LENGTH),
                words.mallCategory(),
                vocabulary.ids(words.mallCategory(), MALL_LENGTH),
                vocabulary.ids(words.brands(), words.brands().size()),
                vocabulary.sha256());
    }
}
