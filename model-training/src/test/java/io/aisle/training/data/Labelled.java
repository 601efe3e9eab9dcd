package io.aisle.training.data;

import io.aisle.catalogue.LabelledProduct;
import io.aisle.contract.Category;
import io.aisle.contract.Product;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Labelled products of tests. */
public final class Labelled {
    private Labelled() {}

    /** Two levels deep. */
    public static LabelledProduct product(
            String id, String name, String leaf, byte @Nullable [] picture, @Nullable Instant date) {
        Product product = new Product(
                "1.0", id, 1, name, null, List.of(), null, null, null, null, null, null, picture, date, false);
        List<Category.Node> path = List.of(new Category.Node("top", "top"), new Category.Node("top > " + leaf, leaf));
        return new LabelledProduct(product, new Category("top > " + leaf, path));
    }
}
