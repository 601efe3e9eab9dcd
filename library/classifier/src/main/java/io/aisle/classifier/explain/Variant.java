package io.aisle.classifier.explain;

import io.aisle.classifier.Pair;
import java.util.BitSet;
import java.util.Collection;

/**
 * A product with something taken out of it.
 *
 * @param pair without the words that are gone
 * @param grey pixels of the model's picture that are middle grey, which is also what the model reads of no picture
 */
record Variant(Pair pair, BitSet grey) {
    static Variant intact(Pair pair) {
        return new Variant(pair, new BitSet());
    }

    static Variant without(Pair pair, Collection<Part> parts) {
        return intact(new Without(pair, parts).made());
    }

    static Variant greyed(Pair pair, BitSet pixels) {
        return new Variant(pair, pixels);
    }

    static Variant withoutPicture(Pair pair, int edge) {
        BitSet all = new BitSet();
        all.set(0, edge * edge);
        return greyed(pair, all);
    }
}
