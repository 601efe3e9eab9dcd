package io.aisle.training.experiment;

import io.aisle.classifier.CategoryTree;
import io.aisle.contract.Category;
import io.aisle.training.measure.Tally;
import java.util.Locale;

/** Answers judged at the leaf and at the top of the tree. Not thread-safe. */
final class LeafAndTop {
    static final String COLUMNS = "%8s %9s %9s %9s".formatted("leaf", "macro-F1", "top", "macro-F1");

    private final CategoryTree tree;
    private final Tally leaf = new Tally();
    private final Tally top = new Tally();

    LeafAndTop(CategoryTree tree) {
        this.tree = tree;
    }

    /** The answer is judged at the top as the leaf it is, without the sums of a head's probabilities. */
    void add(int truth, int answer) {
        leaf.add(tree.leaf(truth).names(), tree.leaf(answer).names());
        top.add(top(tree.leaf(truth)), top(tree.leaf(answer)));
    }

    private static String top(Category category) {
        return category.path().get(0).name();
    }

    /** The figures below {@link #COLUMNS}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%6.2f %% %9.4f %7.2f %% %9.4f",
                100 * leaf.accuracy(),
                leaf.macroF1(),
                100 * top.accuracy(),
                top.macroF1());
    }
}
