package io.aisle.contract;

/** One half of what the classifier needs to know of a product version. Each branch emits exactly one per product. */
public sealed interface Features permits TextFeatures, ImageFeatures {
    /** The product version both halves belong to. */
    ProductKey key();
}
