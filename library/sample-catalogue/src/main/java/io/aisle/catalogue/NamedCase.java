package io.aisle.catalogue;

import io.aisle.contract.Category;
import io.aisle.contract.Classification.Modality;
import io.aisle.contract.Product;
import java.util.Set;

/**
 * A famous case whose answer only several inputs together give.
 *
 * @param product the product
 * @param expected the leaf it belongs to
 * @param deciding the inputs that tell it from its namesakes: together enough, none of them alone
 * @param story why, one sentence for people
 */
public record NamedCase(Product product, Category expected, Set<Modality> deciding, String story) {
    public NamedCase {
        deciding = Set.copyOf(deciding);
    }
}
