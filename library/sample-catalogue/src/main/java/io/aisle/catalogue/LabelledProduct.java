package io.aisle.catalogue;

import io.aisle.contract.Category;
import io.aisle.contract.Product;

/**
 * @param product a product as a mall would send it
 * @param category the leaf it belongs to
 */
public record LabelledProduct(Product product, Category category) {}
