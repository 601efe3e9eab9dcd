package io.aisle.classifier;

import io.aisle.contract.Category;
import io.aisle.contract.Codec;
import io.aisle.contract.ContractViolation;
import io.aisle.contract.Product;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The rules of a release, tried in their order.
 *
 * @param version counts the changes of the file; 0 when it does not say
 * @param rules each id once
 */
public record Rules(int version, List<Rule> rules) {
    /** A release without rules. */
    public static final Rules NONE = new Rules(0, List.of());

    @SuppressWarnings("ConstantValue") // a decoder passes null for an absent field
    public Rules {
        rules = rules == null ? List.of() : List.copyOf(rules);
    }

    /**
     * The rules in their JSON file.
     *
     * @throws ModelUnusable when it cannot be read, or a rule contradicts its own examples; names every such rule
     */
    public static Rules parse(byte[] json) {
        try {
            Rules rules = Codec.decode(json, Rules.class);
            List<String> problems = rules.problems();
            if (!problems.isEmpty()) {
                throw new ModelUnusable(String.join("\n", problems));
            }
            return rules;
        } catch (ContractViolation e) {
            throw new ModelUnusable("rules: cannot be read, " + e.getMessage(), e);
        }
    }

    /** What is wrong with the rules by themselves, a sentence each. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Rule rule : rules) {
            problems.addAll(rule.problems());
            if (!ids.add(rule.id())) {
                problems.add("rule " + rule.id() + ": another rule has this id");
            }
        }
        return problems;
    }

    /** These rules, when each speaks of a node of the tree. */
    public Rules checkedAgainst(CategoryTree tree) {
        for (Rule rule : rules) {
            if (tree.leaves().stream().noneMatch(rule::covers)) {
                throw new ModelUnusable("rule " + rule.id() + ": the tree has no category " + rule.category());
            }
        }
        return this;
    }

    /** The next version of these rules, with more at their end. */
    public Rules with(List<Rule> more) {
        return new Rules(
                version + 1, Stream.concat(rules.stream(), more.stream()).toList());
    }

    /** What a manifest says of them. */
    public Map<String, Double> figures() {
        return Map.of("rules.version", (double) version, "rules.count", (double) rules.size());
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
