package io.aisle.classifier;

import io.aisle.contract.Category;
import java.util.List;

/**
 * A correction after the model: leaves below a node are out of the question for a product whose words say so.
 *
 * @param id name of the rule; stored with every classification it changed
 * @param category id of a node of the tree; the rule holds for every leaf below it
 * @param excluded one of these words strikes the leaves out
 * @param required when not empty, the absence of all of these words strikes the leaves out
 */
public record Rule(String id, String category, List<String> excluded, List<String> required) {
    public Rule {
        excluded = excluded == null ? List.of() : List.copyOf(excluded);
        required = required == null ? List.of() : List.copyOf(required);
        if (excluded.isEmpty() && required.isEmpty()) {
            throw new ModelUnusable("rule " + id + ": has neither excluded nor required words");
        }
    }

    /** Whether the rule speaks of this leaf. */
    public boolean covers(Category leaf) {
        return leaf.path().stream().anyMatch(node -> node.id().equals(category));
    }

    /** Whether a product with these words cannot be in the leaves the rule covers. */
    boolean strikes(Words words) {
        return excluded.stream().anyMatch(words::contain)
                || (!required.isEmpty() && required.stream().noneMatch(words::contain));
    }
}
