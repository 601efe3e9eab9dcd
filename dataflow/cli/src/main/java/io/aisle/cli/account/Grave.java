package io.aisle.cli.account;

import io.aisle.contract.ProductKey;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter that was not sent again since.
 *
 * @param key the product version it speaks of
 * @param stage the stage that gave up
 * @param reason the stage's word for why
 * @param queue where the broker itself gave up; empty when a stage did
 * @param open false when the first sink closed it because it holds a newer version
 */
public record Grave(ProductKey key, String stage, String reason, String queue, boolean open) {
    /** Whether this is how the version may have ended in a sink. */
    public boolean concerns(String sink) {
        String only = only();
        return (only == null || only.equals(sink)) && (open || !sink.equals(MongoStore.SINK));
    }

    /** The one sink it speaks of, because it died on the way into that sink; null when it speaks of all. */
    private @Nullable String only() {
        if (stage.equals(MongoStore.STAGE) || queue.endsWith("." + MongoStore.STAGE)) {
            return MongoStore.SINK;
        }
        return stage.equals(LegacyStore.STAGE) || queue.endsWith("." + LegacyStore.STAGE) ? LegacyStore.SINK : null;
    }
}
