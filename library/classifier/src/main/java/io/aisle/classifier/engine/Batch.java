package io.aisle.classifier.engine;

/**
 * Inputs of the network for some products, row by row. A missing modality is a row of zeros.
 *
 * @param size number of products
 * @param inputs what a product is made of
 * @param ids {@code [size, inputs.ids()]}: name, mall category, brand columns, pieces of the name
 * @param images pictures, {@code [size, 3, imageSize, imageSize]}, red first, each value -1 to 1
 */
@SuppressWarnings("ArrayRecordComponent") // a message between two methods, never compared
public record Batch(int size, Inputs inputs, int[] ids, float[] images) {
    public Batch {
        if (ids.length != size * inputs.ids() || images.length != size * inputs.pixels()) {
            throw new IllegalArgumentException("batch: arrays do not fit " + size + " products of " + inputs);
        }
    }

    /** Zeros for so many products. */
    public static Batch empty(int size, Inputs inputs) {
        return new Batch(size, inputs, new int[size * inputs.ids()], new float[size * inputs.pixels()]);
    }
}
