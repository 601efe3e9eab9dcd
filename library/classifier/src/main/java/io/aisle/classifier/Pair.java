package io.aisle.classifier;

import io.aisle.contract.ImageFeatures;
import io.aisle.contract.ProductKey;
import io.aisle.contract.TextFeatures;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Both halves of one product version, joined.
 *
 * @param acceptedAt when the source accepted the event, if its header said so
 */
public record Pair(
        TextFeatures text, ImageFeatures image, @Nullable Instant acceptedAt) {
    public Pair {
        if (!text.key().equals(image.key())) {
            throw new IllegalArgumentException("pair: halves of " + text.key() + " and " + image.key());
        }
    }

    /** The product version. */
    public ProductKey key() {
        return text.key();
    }
}
