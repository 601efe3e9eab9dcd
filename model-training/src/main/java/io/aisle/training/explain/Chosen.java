package io.aisle.training.explain;

import io.aisle.contract.Product;
import io.aisle.training.data.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The products that are to be explained. */
record Chosen(Source source) {
    /** Every line of one product. */
    List<Product> named(String id) {
        List<Product> found = new ArrayList<>();
        source.read(labelled -> {
            if (labelled.product().productId().equals(id)) {
                found.add(labelled.product());
            }
        });
        if (found.isEmpty()) {
            throw new IllegalArgumentException(
                    "data: holds no product " + id + ". To take some at random: --products 5");
        }
        return found;
    }

    /** So many at random, each as likely as any other (Vitter's algorithm R), or all when there are fewer. */
    List<Product> random(int count, long seed) {
        List<Product> chosen = new ArrayList<>();
        Random random = new Random(seed);
        int[] seen = {0};
        source.read(labelled -> {
            int place = random.nextInt(++seen[0]);
            if (chosen.size() < count) {
                chosen.add(labelled.product());
            } else if (place < count) {
                chosen.set(place, labelled.product());
            }
        });
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("data: holds no product that can be read. " + source.refusals());
        }
        return chosen;
    }
}
