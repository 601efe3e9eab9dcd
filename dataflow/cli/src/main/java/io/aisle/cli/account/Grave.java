package io.aisle.cli.account;

import io.aisle.contract.ProductKey;

/**
 * A dead letter that was not sent again since.
 *
 * @param key the product version it speaks of
 * @param stage the stage that gave up
 * @param reason the stage's word for why
 */
public record Grave(ProductKey key, String stage, String reason) {}
