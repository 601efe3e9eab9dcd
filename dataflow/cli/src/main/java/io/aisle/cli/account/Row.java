package io.aisle.cli.account;

import io.aisle.contract.ProductKey;

/**
 * What a store holds for one product.
 *
 * @param key the product and the version that stands
 * @param categoryId its leaf; empty on a tombstone
 */
public record Row(ProductKey key, String categoryId) {}
