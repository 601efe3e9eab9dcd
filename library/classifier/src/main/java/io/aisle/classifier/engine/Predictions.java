package io.aisle.classifier.engine;

import io.aisle.contract.Classification.Head;
import java.util.Arrays;
import java.util.Map;

/**
 * Softmax outputs of the four heads.
 *
 * @param size number of products
 * @param labels number of leaves
 * @param heads {@code [size, labels]} per head, rows in the order of the batch
 */
public record Predictions(int size, int labels, Map<Head, float[]> heads) {
    public Predictions {
        heads = Map.copyOf(heads);
        for (Head head : Head.values()) {
            float[] rows = heads.get(head);
            if (rows == null || rows.length != size * labels) {
                throw new IllegalArgumentException("predictions: head " + head + " is not " + size + " x " + labels);
            }
        }
    }

    /** Probabilities of one product by one head, indexed by label. */
    @SuppressWarnings("NullAway") // the constructor saw every head
    public float[] row(Head head, int product) {
        return Arrays.copyOfRange(heads.get(head), product * labels, (product + 1) * labels);
    }
}
