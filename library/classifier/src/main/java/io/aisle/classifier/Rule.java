package io.aisle.classifier;

import io.aisle.contract.Category;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A correction after the model: leaves below a node are out of the question for a product whose words say so.
 *
 * @param id name of the rule; stored with every classification it changed
 * @param category id of a node of the tree, or its path of names; {@code *} stands for any text in either, as in
 *     {@code * > Shoes}. The rule holds for every leaf at or below such a node
 * @param excluded one of these words strikes the leaves out
 * @param required when not empty, the absence of all of these words strikes the leaves out
 * @param accepts names of products that the rule must leave alone; with {@code refuses} its own test
 * @param refuses names of products that it must strike
 */
public record Rule(
        String id,
        String category,
        List<String> excluded,
        List<String> required,
        List<String> accepts,
        List<String> refuses) {
    private static final String LEVELS = " > ";

    @SuppressWarnings("ConstantValue") // a decoder passes null for an absent field
    public Rule {
        id = id == null ? "" : id;
        category = category == null ? "" : category;
        excluded = excluded == null ? List.of() : List.copyOf(excluded);
        required = required == null ? List.of() : List.copyOf(required);
        accepts = accepts == null ? List.of() : List.copyOf(accepts);
        refuses = refuses == null ? List.of() : List.copyOf(refuses);
    }

    /** Whether the rule speaks of this leaf. */
    public boolean covers(Category leaf) {
        Predicate<String> matches = category.contains("*") ? glob().asMatchPredicate() : category::equals;
        StringBuilder names = new StringBuilder();
        for (Category.Node node : leaf.path()) {
            names.append(names.isEmpty() ? "" : LEVELS).append(node.name());
            if (matches.test(node.id()) || matches.test(names.toString())) {
                return true;
            }
        }
        return false;
    }

    private Pattern glob() {
        return Pattern.compile(
                "\\Q" + category.replace("\\E", "\\E\\\\E\\Q").replace("*", "\\E.*\\Q") + "\\E", Pattern.DOTALL);
    }

    /** Whether a product with these words cannot be in the leaves the rule covers. */
    public boolean strikes(Words words) {
        return excluded.stream().anyMatch(words::contain)
                || (!required.isEmpty() && required.stream().noneMatch(words::contain));
    }

    /** Why this is no rule to work with, a sentence each: it cannot do what it says, or fails its own examples. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (id.isBlank()) {
            problems.add("has no id");
        }
        if (category.isBlank()) {
            problems.add("has no category");
        }
        if (excluded.isEmpty() && required.isEmpty()) {
            problems.add("has neither excluded nor required words");
        }
        keywordProblems(excluded, problems);
        keywordProblems(required, problems);
        accepts.stream()
                .filter(name -> strikes(Words.of(name)))
                .forEach(name -> problems.add("strikes \"" + name + "\", which it must accept"));
        refuses.stream()
                .filter(name -> !strikes(Words.of(name)))
                .forEach(name -> problems.add("leaves \"" + name + "\" alone, which it must refuse"));
        return problems.stream().map(problem -> "rule " + id + ": " + problem).toList();
    }

    private static void keywordProblems(List<String> keywords, List<String> problems) {
        keywords.stream()
                .filter(keyword -> !Words.of(keyword).isOne())
                .forEach(keyword -> problems.add(
                        "keyword \"" + keyword + "\" is not one word of letters and digits, and would never be found"));
    }
}
