package io.aisle.classifier;

import io.aisle.contract.Category;
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
public record Verdict(List<Alternative> ranked, @Nullable String rule) {
    /** @param probabilities calibrated, by label */
    public static Verdict of(ModelRelease release, Product product, double[] probabilities) {
        return of(release.categories(), release.rules(), product, probabilities);
    }

    /** The same under other rules than the release's own. */
    public static Verdict of(CategoryTree tree, Rules rules, Product product, double[] probabilities) {
        List<Alternative> ranked = ranked(tree, probabilities);
        Words words = Words.of(product);
        Optional<Rule> rule = rules.against(ranked.get(0).category(), words);
        if (rule.isEmpty()) {
            return new Verdict(ranked, null);
        }
        List<Alternative> left = ranked.stream()
                .filter(leaf -> rules.against(leaf.category(), words).isEmpty())
                .toList();
        // Rules that leave nothing contradict each other about this product: the network's answer is the better guess.
        return left.isEmpty()
                ? new Verdict(ranked, null)
                : new Verdict(normalised(left), rule.get().id());
    }

    /** Probability of each node of the best leaf's path, from the top: of all leaves below it together. */
    public List<Double> pathConfidence() {
        List<Category.Node> path = ranked.get(0).category().path();
        return IntStream.range(0, path.size())
                .mapToObj(level -> Math.min(1, below(path.get(level).id(), level)))
                .toList();
    }

    private double below(String node, int level) {
        return ranked.stream()
                .filter(leaf -> leaf.category().path().size() > level
                        && leaf.category().path().get(level).id().equals(node))
                .mapToDouble(Alternative::probability)
                .sum();
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
