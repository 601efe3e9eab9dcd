package io.aisle.classify;

import io.aisle.classifier.Pair;
import io.aisle.contract.ImageFeatures;
import io.aisle.contract.ProductKey;
import io.aisle.contract.TextFeatures;
import io.aisle.delivery.Delivery;
import io.aisle.delivery.Outcome;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the join found out about some deliveries. */
sealed interface Joined {
    /** The deliveries it speaks for. */
    List<Delivery> deliveries();

    /**
     * Both halves of a product version have met.
     *
     * @param acceptedAt when the source accepted the product, if that is known
     * @param deliveries the text half, then the image half; they are acknowledged in this order. When the app dies
     *     between the two, the image half comes again alone, and becomes an orphan unless its product is remembered
     */
    record Complete(
            TextFeatures text,
            ImageFeatures image,
            @Nullable Instant acceptedAt,
            List<Delivery> deliveries) implements Joined {
        ProductKey key() {
            return text.key();
        }

        Pair pair() {
            return new Pair(text, image, acceptedAt);
        }
    }

    /** Nothing is left to compute: the outcome is known. */
    record Settled(Outcome outcome, List<Delivery> deliveries) implements Joined {}
}
