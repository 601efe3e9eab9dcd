package io.aisle.training.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Categories whose sizes fall exponentially with their rank (Cui et al., Class-Balanced Loss, CVPR 2019, section 5.1).
 *
 * @param skew size of the largest over that of the smallest
 */
record LongTail(double skew) {
    LongTail {
        if (!(skew >= 1)) {
            throw new IllegalArgumentException("data: --skew must be 1 or more, not " + skew);
        }
    }

    /** Some of the products, drawn at random; the categories rank as they are in the data, and each keeps one product. */
    int[] thin(int[] products, int[] labels, int classes, long seed) {
        List<List<Integer>> categories = new ArrayList<>();
        IntStream.range(0, classes).forEach(label -> categories.add(new ArrayList<>()));
        IntStream.of(products)
                .forEach(product -> categories.get(labels[product]).add(product));
        categories.removeIf(List::isEmpty);
        categories.sort((left, right) -> right.size() - left.size());
        int largest = categories.isEmpty() ? 0 : categories.get(0).size();
        Random random = new Random(seed);
        List<Integer> kept = new ArrayList<>();
        for (int rank = 0; rank < categories.size(); rank++) {
            double size = largest * Math.pow(skew, -(double) rank / Math.max(1, categories.size() - 1));
            List<Integer> category = categories.get(rank);
            Collections.shuffle(category, random);
            kept.addAll(category.subList(0, (int) Math.max(1, Math.min(category.size(), Math.round(size)))));
        }
        return kept.stream().mapToInt(Integer::intValue).toArray();
    }
}
