package io.aisle.training.measure;

import io.aisle.classifier.CategoryTree;
import io.aisle.contract.Category;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The levels of a tree by the names of its nodes. A leaf that ends above a level stands for itself there.
 *
 * @param nodes {@code [level][label]}: the node a leaf lies under
 * @param names {@code [level][node]}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Levels(int[][] nodes, List<List<String>> names) {
    static Levels of(CategoryTree tree) {
        int deepest = tree.leaves().stream()
                .mapToInt(leaf -> leaf.path().size())
                .max()
                .orElse(1);
        int[][] nodes = new int[deepest][tree.size()];
        List<List<String>> names = new ArrayList<>();
        for (int level = 0; level < deepest; level++) {
            List<String> found = new ArrayList<>();
            for (int label = 0; label < tree.size(); label++) {
                String name = prefix(tree.leaf(label), level + 1);
                int node = found.indexOf(name);
                nodes[level][label] = node >= 0 ? node : found.size();
                if (node < 0) {
                    found.add(name);
                }
            }
            names.add(found);
        }
        return new Levels(nodes, names);
    }

    int deepest() {
        return nodes.length;
    }

    /** The first levels of a path, as one name. */
    static String prefix(Category category, int levels) {
        return category.path().stream().limit(levels).map(Category.Node::name).collect(Collectors.joining(" > "));
    }

    /** The likeliest node of a level: the probabilities of the leaves below each are summed. */
    String best(int level, double[] probabilities) {
        double[] sums = new double[names.get(level).size()];
        for (int label = 0; label < probabilities.length; label++) {
            sums[nodes[level][label]] += probabilities[label];
        }
        int best = 0;
        for (int node = 1; node < sums.length; node++) {
            best = sums[node] > sums[best] ? node : best;
        }
        return names.get(level).get(best);
    }
}
