package io.aisle.classifier;

import io.aisle.contract.Category;
import io.aisle.contract.Codec;
import io.aisle.contract.Product;
import java.util.List;
import java.util.Optional;

/**
 * The rules of a release, tried in their order.
 *
 * @param rules each id once
 */
public record Rules(List<Rule> rules) {
    public Rules {
        rules = List.copyOf(rules);
    }

    /** The rules in their JSON file. */
    public static Rules parse(byte[] json) {
        return Codec.decode(json, Rules.class);
    }

    /** These rules, when each speaks of a node of the tree. */
    Rules checkedAgainst(CategoryTree tree) {
        for (Rule rule : rules) {
            if (tree.leaves().stream().noneMatch(rule::covers)) {
                throw new ModelUnusable("rule " + rule.id() + ": the tree has no category " + rule.category());
            }
        }
        return this;
    }

    /** The first rule that strikes this leaf out for this product. */
    Optional<Rule> against(Category leaf, Words words) {
        return rules.stream()
                .filter(rule -> rule.covers(leaf) && rule.strikes(words))
                .findFirst();
    }

    /** The first rule that strikes this leaf out for this product. */
    public Optional<Rule> against(Category leaf, Product product) {
        return against(leaf, Words.of(product));
    }
}
