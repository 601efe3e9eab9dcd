package io.aisle.training;

import io.aisle.classifier.Pair;

/**
 * A product as serving would see it, and the truth.
 *
 * @param label position of its leaf in the category tree
 */
record Example(Pair pair, int label) {
    /** The title, by which leaks between sets are found. */
    String title() {
        return String.valueOf(pair.text().product().name());
    }
}
