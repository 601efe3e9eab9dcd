package io.aisle.contract;

/**
 * One version of one product: the unit of delivery, joining and accounting.
 *
 * @param productId the product
 * @param version the version its source gave to this state of it
 */
public record ProductKey(String productId, long version) {
    @Override
    public String toString() {
        return productId + "@" + version;
    }
}
