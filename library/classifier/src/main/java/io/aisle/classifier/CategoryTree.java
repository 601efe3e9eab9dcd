package io.aisle.classifier;

import io.aisle.contract.Category;
import io.aisle.contract.Codec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The leaves a model knows. The position of a leaf is its label, the index of its probability in every head.
 *
 * @param leaves each with its path from the top
 */
public record CategoryTree(List<Category> leaves) {
    public CategoryTree {
        leaves = List.copyOf(leaves);
        if (leaves.stream().map(Category::id).distinct().count() != leaves.size() || leaves.isEmpty()) {
            throw new ModelUnusable("category tree: needs leaves, each id once");
        }
    }

    /** The tree in its JSON file. */
    public static CategoryTree parse(byte[] json) {
        return Codec.decode(json, CategoryTree.class);
    }

    /** Number of leaves. */
    public int size() {
        return leaves.size();
    }

    /** The leaf of a label. */
    public Category leaf(int label) {
        return leaves.get(label);
    }

    /** Leaf id to label. */
    public Map<String, Integer> labels() {
        Map<String, Integer> labels = new HashMap<>();
        for (int label = 0; label < leaves.size(); label++) {
            labels.put(leaves.get(label).id(), label);
        }
        return labels;
    }
}
