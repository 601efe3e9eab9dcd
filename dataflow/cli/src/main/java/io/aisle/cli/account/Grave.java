package io.aisle.cli.account;

import io.aisle.contract.ProductKey;

/**
 * A dead letter that was not sent again since.
 *
 * @param key the product version it speaks of
 * @param stage the stage that gave up
 * @param reason the stage's word for why
 * @param open false when the first sink closed it because it holds a newer version
 */
public record Grave(ProductKey key, String stage, String reason, boolean open) {
    /** Whether this is how the version may have ended in a sink; a letter of a sink's own stage says nothing of another. */
    boolean concerns(String sink) {
        return switch (sink) {
            case MongoStore.SINK -> open && !stage.equals(LegacyStore.STAGE);
            case LegacyStore.SINK -> !stage.equals(MongoStore.STAGE);
            default -> true;
        };
    }
}
