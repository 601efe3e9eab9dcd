package io.aisle.training.measure;

import io.aisle.contract.Category;
import io.aisle.contract.Classification.Alternative;
import io.aisle.contract.Classification.Head;
import io.aisle.contract.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Answers of a model that nobody trained. */
public final class Answers {
    private static int next;

    private Answers() {}

    /** A product called {@code name}, labelled {@code truth}, answered by these leaves, best first. */
    public static Judged judged(String name, String truth, String... ranked) {
        return judged(name, truth, List.of(1.0), Map.of(), ranked);
    }

    static Judged judged(String name, String truth, List<Double> path, Map<Head, String> heads, String... ranked) {
        List<Alternative> leaves = new ArrayList<>();
        double probability = path.get(path.size() - 1);
        for (String leaf : ranked) {
            leaves.add(new Alternative(category(leaf), probability));
            probability /= 2;
        }
        Product product = new Product(
                "1.0", "p" + next++, 1, name, null, List.of(), null, null, null, null, null, null, null, null, false);
        return new Judged(product, category(truth), leaves, path, null, heads);
    }

    static Category category(String names) {
        List<Category.Node> path = new ArrayList<>();
        for (String name : names.split(" > ")) {
            String above = path.isEmpty() ? "" : path.get(path.size() - 1).id() + " > ";
            path.add(new Category.Node(above + name, name));
        }
        return new Category(names, path);
    }
}
