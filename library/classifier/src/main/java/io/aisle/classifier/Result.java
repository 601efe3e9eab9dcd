package io.aisle.classifier;

import io.aisle.contract.Classification;
import io.aisle.contract.ContractViolation;
import io.aisle.contract.ProductKey;

/** What became of one pair. */
public sealed interface Result {
    /** The product version it speaks of. */
    ProductKey key();

    /** The answer. */
    record Classified(Classification classification) implements Result {
        @Override
        public ProductKey key() {
            return classification.key();
        }
    }

    /** The pair breaks the contract with this model; its neighbours were answered. */
    record Refused(ProductKey key, ContractViolation violation) implements Result {}
}
