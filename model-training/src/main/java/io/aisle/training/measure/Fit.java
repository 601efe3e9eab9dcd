package io.aisle.training.measure;

import io.aisle.classifier.CategoryTree;
import io.aisle.contract.Category;
import io.aisle.contract.Classification.Head;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * How labelled data and a model fit together: what is in one and not in the other, and what products lack.
 *
 * @param unknown categories of the data that the model does not have, with their products
 * @param inner those of them that are inner nodes of the model's tree
 * @param unseen categories of the model without a product
 * @param modelDepths levels of a category to the number of the model's categories
 * @param dataDepths levels of a category to products
 * @param missing what a product may lack to products that lack it
 * @param repeated products whose id came before
 */
record Fit(
        Map<String, Integer> unknown,
        Set<String> inner,
        List<String> unseen,
        Map<Integer, Integer> modelDepths,
        Map<Integer, Integer> dataDepths,
        Map<Head, Integer> missing,
        int repeated) {
    static Fit of(CategoryTree tree, List<Judged> judged) {
        Set<String> known = tree.leaves().stream().map(Category::names).collect(Collectors.toSet());
        Map<String, Integer> unknown = new TreeMap<>();
        Map<Integer, Integer> dataDepths = new TreeMap<>();
        Set<String> seen = new HashSet<>();
        Map<String, Integer> ids = new HashMap<>();
        for (Judged one : judged) {
            if (!known.contains(one.truth())) {
                unknown.merge(one.truth(), 1, Integer::sum);
            }
            seen.add(one.truth());
            dataDepths.merge(one.label().path().size(), 1, Integer::sum);
            ids.merge(one.productId(), 1, Integer::sum);
        }
        return new Fit(
                unknown,
                unknown.keySet().stream().filter(isInner(tree)).collect(Collectors.toSet()),
                known.stream().filter(name -> !seen.contains(name)).sorted().toList(),
                depths(tree),
                dataDepths,
                missing(judged),
                judged.size() - ids.size());
    }

    private static Predicate<String> isInner(CategoryTree tree) {
        Set<String> inner = new HashSet<>();
        for (Category leaf : tree.leaves()) {
            for (int level = 1; level < leaf.path().size(); level++) {
                inner.add(Levels.prefix(leaf, level));
            }
        }
        return inner::contains;
    }

    private static Map<Integer, Integer> depths(CategoryTree tree) {
        Map<Integer, Integer> depths = new TreeMap<>();
        tree.leaves().forEach(leaf -> depths.merge(leaf.path().size(), 1, Integer::sum));
        return depths;
    }

    private static Map<Head, Integer> missing(List<Judged> judged) {
        Map<Head, Integer> missing = new TreeMap<>();
        for (Head head : List.of(Head.NAME, Head.MALL_CATEGORY, Head.IMAGE)) {
            missing.put(head, (int) judged.stream()
                    .filter(one -> !one.heads().containsKey(head))
                    .count());
        }
        return missing;
    }

    /** Products that no answer can be right about. */
    int productsOfUnknownClasses() {
        return unknown.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Whether the tree of the data is as deep as the model's. */
    boolean hasSameDepths() {
        return modelDepths.keySet().containsAll(dataDepths.keySet());
    }
}
