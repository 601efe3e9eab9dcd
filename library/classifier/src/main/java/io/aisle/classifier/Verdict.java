package io.aisle.classifier;

import io.aisle.contract.Classification.Alternative;
import io.aisle.contract.Product;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the model and the rules say together.
 *
 * @param ranked leaves that no rule strikes out, best first, their probabilities summing to 1
 * @param rule the rule that struck out the network's own answer, if one did
 */
record Verdict(List<Alternative> ranked, @Nullable String rule) {
    static Verdict of(ModelRelease release, Product product, double[] probabilities) {
        List<Alternative> ranked = ranked(release.categories(), probabilities);
        Words words = Words.of(product);
        Optional<Rule> rule = release.rules().against(ranked.get(0).category(), words);
        if (rule.isEmpty()) {
            return new Verdict(ranked, null);
        }
        List<Alternative> left = ranked.stream()
                .filter(leaf -> release.rules().against(leaf.category(), words).isEmpty())
                .toList();
        // Rules that leave nothing contradict each other about this product: the network's answer is the better guess.
        return left.isEmpty()
                ? new Verdict(ranked, null)
                : new Verdict(normalised(left), rule.get().id());
    }

    private static List<Alternative> ranked(CategoryTree tree, double[] probabilities) {
        return IntStream.range(0, probabilities.length)
                .mapToObj(label -> new Alternative(tree.leaf(label), probabilities[label]))
                .sorted(Comparator.comparingDouble(Alternative::probability).reversed())
                .toList();
    }

    private static List<Alternative> normalised(List<Alternative> leaves) {
        double sum = leaves.stream().mapToDouble(Alternative::probability).sum();
        double divisor = sum > 0 ? sum : 1;
        return leaves.stream()
                .map(leaf -> new Alternative(leaf.category(), leaf.probability() / divisor))
                .toList();
    }
}
