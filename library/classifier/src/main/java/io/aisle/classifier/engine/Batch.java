package io.aisle.classifier.engine;

import static io.aisle.contract.TextFeatures.BRAND_LENGTH;
import static io.aisle.contract.TextFeatures.MALL_LENGTH;
import static io.aisle.contract.TextFeatures.NAME_LENGTH;

/**
 * Inputs of the network for some products, row by row. A missing modality is a row of zeros.
 *
 * @param size number of products
 * @param imageSize edge of the pictures in pixels
 * @param ids word ids, {@code [size, IDS]}: name, mall category, brand columns
 * @param images pictures, {@code [size, 3, imageSize, imageSize]}, red first, each value -1 to 1
 */
@SuppressWarnings("ArrayRecordComponent") // a message between two methods, never compared
public record Batch(int size, int imageSize, int[] ids, float[] images) {
    /** Ids of one product. */
    public static final int IDS = NAME_LENGTH + MALL_LENGTH + BRAND_LENGTH;

    public Batch {
        if (ids.length != size * IDS || images.length != size * pixels(imageSize)) {
            throw new IllegalArgumentException(
                    "batch: arrays do not fit " + size + " products of " + imageSize + " px");
        }
    }

    /** Zeros for so many products. */
    public static Batch empty(int size, int imageSize) {
        return new Batch(size, imageSize, new int[size * IDS], new float[size * pixels(imageSize)]);
    }

    /** Values of one picture. */
    public static int pixels(int imageSize) {
        return 3 * imageSize * imageSize;
    }
}
