package io.aisle.classifier.engine;

import static io.aisle.contract.TextFeatures.BRAND_LENGTH;
import static io.aisle.contract.TextFeatures.MALL_LENGTH;
import static io.aisle.contract.TextFeatures.NAME_LENGTH;

import io.aisle.classifier.network.NetworkShape;

/**
 * What a network reads of one product.
 *
 * @param pieces ids of character n-grams behind the ids of words
 * @param imageSize edge of the picture in pixels
 */
public record Inputs(int pieces, int imageSize) {
    /** Ids of words: name, mall category, brand columns. */
    public static final int WORDS = NAME_LENGTH + MALL_LENGTH + BRAND_LENGTH;

    /** The inputs of a network. */
    public static Inputs of(NetworkShape shape) {
        return new Inputs(shape.text().pieces(), shape.image().size());
    }

    /** Ids of one product, words and pieces. */
    public int ids() {
        return WORDS + pieces;
    }

    /** Values of one picture. */
    public int pixels() {
        return 3 * imageSize * imageSize;
    }
}
