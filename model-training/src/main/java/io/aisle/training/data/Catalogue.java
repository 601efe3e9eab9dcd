package io.aisle.training.data;

import io.aisle.catalogue.LabelledProduct;
import io.aisle.classifier.CategoryTree;
import io.aisle.contract.Category;
import io.aisle.features.text.ProductAnalyzer;
import io.aisle.features.text.ProductWords;
import io.aisle.training.data.Split.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one reading of the data shows: which product is for what, the categories there are, and the words of the
 * products that teach.
 *
 * @param parts the part of each product, in the order of the source
 * @param tree every category of the data; the same path of names is the same category, whatever its ids
 * @param labels label of each product
 * @param words words of each product that teaches
 * @param wordLabels its label
 * @param present what the products that teach have at all
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Catalogue(
        Part[] parts,
        CategoryTree tree,
        int[] labels,
        List<List<String>> words,
        List<Integer> wordLabels,
        Present present) {
    /**
     * Products that teach, and how many of them have something.
     *
     * @param products all of them
     * @param mallCategories with a category of the mall
     * @param pictures with a picture
     */
    public record Present(int products, int mallCategories, int pictures) {}

    /** Reads the source once. */
    public static Catalogue of(Source source, long seed, double share) {
        return new Reading(new Split(seed, share)).read(source);
    }

    /** Products of a part. */
    public int count(Part part) {
        int count = 0;
        for (Part one : parts) {
            count += one == part ? 1 : 0;
        }
        return count;
    }

    private static final class Reading {
        private final Split split;
        private final Map<String, Category> categories = new TreeMap<>();
        private final List<String> names = new ArrayList<>();
        private final List<List<String>> words = new ArrayList<>();
        private final List<boolean[]> present = new ArrayList<>();

        Reading(Split split) {
            this.split = split;
        }

        Catalogue read(Source source) {
            try (ProductAnalyzer analyzer = new ProductAnalyzer()) {
                source.read(one -> note(one, analyzer));
            }
            if (names.isEmpty()) {
                throw new IllegalArgumentException("data: holds no labelled product, so there is nothing to learn. "
                        + (source.refusals().isEmpty() ? "It is empty." : "Left out: " + source.refusals()));
            }
            Part[] parts = split.parts();
            CategoryTree tree = new CategoryTree(distinctIds());
            Map<String, Integer> labelOf = labels(tree);
            int[] labels = names.stream().mapToInt(labelOf::get).toArray();
            return new Catalogue(parts, tree, labels, taught(parts), taughtLabels(parts, labels), counted(parts));
        }

        private void note(LabelledProduct labelled, ProductAnalyzer analyzer) {
            split.add(labelled);
            String name = labelled.category().names();
            names.add(name);
            categories.putIfAbsent(name, labelled.category());
            words.add(ProductWords.of(labelled.product(), analyzer).all());
            present.add(new boolean[] {
                !labelled.product().mallCategory().isEmpty(), labelled.product().image() != null
            });
        }

        /** Two paths under one id would be one leaf: then the names are the ids. */
        private List<Category> distinctIds() {
            List<Category> all = List.copyOf(categories.values());
            long distinct = all.stream().map(Category::id).distinct().count();
            return distinct == all.size()
                    ? all
                    : all.stream().map(Reading::byName).toList();
        }

        private static Category byName(Category category) {
            List<Category.Node> path = new ArrayList<>(category.path());
            Category.Node last = path.get(path.size() - 1);
            path.set(path.size() - 1, new Category.Node(category.names(), last.name()));
            return new Category(category.names(), path);
        }

        private List<List<String>> taught(Part[] parts) {
            List<List<String>> taught = new ArrayList<>();
            for (int at = 0; at < parts.length; at++) {
                if (parts[at] == Part.TRAINING) {
                    taught.add(words.get(at));
                }
            }
            return taught;
        }

        private static List<Integer> taughtLabels(Part[] parts, int[] labels) {
            List<Integer> taught = new ArrayList<>();
            for (int at = 0; at < parts.length; at++) {
                if (parts[at] == Part.TRAINING) {
                    taught.add(labels[at]);
                }
            }
            return taught;
        }

        private Present counted(Part[] parts) {
            int[] counts = new int[3];
            for (int at = 0; at < parts.length; at++) {
                if (parts[at] == Part.TRAINING) {
                    counts[0]++;
                    counts[1] += present.get(at)[0] ? 1 : 0;
                    counts[2] += present.get(at)[1] ? 1 : 0;
                }
            }
            return new Present(counts[0], counts[1], counts[2]);
        }
    }

    /** Path of names to label. */
    private static Map<String, Integer> labels(CategoryTree tree) {
        Map<String, Integer> labels = new HashMap<>();
        for (int label = 0; label < tree.size(); label++) {
            labels.put(tree.leaf(label).names(), label);
        }
        return labels;
    }
}
