package io.aisle.training.data;

import io.aisle.catalogue.LabelledProduct;
import java.util.function.Consumer;

/** Labelled products that can be read more than once, each time the same in the same order. */
public interface Source {
    /** Hands over every product, the bytes of its picture inline where it has one. */
    void read(Consumer<LabelledProduct> use);

    /** What was left out of the last reading, for people; empty when nothing was. */
    default String refusals() {
        return "";
    }
}
