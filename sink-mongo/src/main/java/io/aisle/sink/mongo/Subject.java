package io.aisle.sink.mongo;

import io.aisle.contract.DeadLetter;
import io.aisle.contract.ProductKey;
import java.util.Optional;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * What a dead letter speaks of, and what makes it void.
 *
 * @param stage the stage that gave up
 * @param queue where the broker itself gave up; null when a stage did
 * @param key the product version
 */
record Subject(String stage, @Nullable String queue, ProductKey key) {
    private static final String STORE = "store";
    /** Stage and consumer group of the other store. */
    private static final String LEGACY = "legacy";

    /** Empty for a letter that names no product version: nothing ever makes it void. */
    static Optional<Subject> of(DeadLetter letter) {
        return of(letter.stage(), letter.queue(), letter.productId(), letter.version());
    }

    /** The same of a stored letter, of which every field may be missing. */
    static Optional<Subject> of(BsonDocument letter) {
        Number version =
                letter.isNumber("version") ? letter.getNumber("version").longValue() : null;
        return of(text(letter, "stage"), text(letter, "queue"), text(letter, "productId"), version);
    }

    private static Optional<Subject> of(
            @Nullable String stage, @Nullable String queue, @Nullable String productId, @Nullable Number version) {
        return stage == null || productId == null || version == null
                ? Optional.empty()
                : Optional.of(new Subject(stage, queue, new ProductKey(productId, version.longValue())));
    }

    private static @Nullable String text(BsonDocument letter, String field) {
        return letter.isString(field) ? letter.getString(field).getValue() : null;
    }

    /**
     * How this version ended in the store, when its letter is void because of it. A letter of {@code legacy}, or of its
     * queue, speaks of another store. One of {@code store} itself about the very version that stands is a contradiction, which stays in
     * sight.
     *
     * @param standing the version that stands; null when none does
     */
    Optional<String> endedBy(@Nullable Long standing) {
        if (standing == null || standing < key.version() || isOfLegacy()) {
            return Optional.empty();
        }
        if (standing > key.version()) {
            return Optional.of("superseded");
        }
        return stage.equals(STORE) ? Optional.empty() : Optional.of("stored");
    }

    private boolean isOfLegacy() {
        return stage.equals(LEGACY) || (queue != null && queue.endsWith("." + LEGACY));
    }
}
