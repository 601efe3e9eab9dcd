package io.aisle.training.measure;

import io.aisle.classifier.CategoryTree;
import io.aisle.classifier.engine.Batch;
import io.aisle.classifier.engine.Engine;
import io.aisle.classifier.engine.Predictions;
import io.aisle.contract.Category;
import io.aisle.contract.Classification.Head;
import io.aisle.training.learn.Answers;
import java.util.List;

/**
 * Two engines with one category tree asked about the same products, batch by batch in turn, so that whatever else the machine
 * does slows both alike. Not thread-safe.
 */
public final class SideBySide {
    private final CategoryTree tree;
    private final Seat left;
    private final Seat right;
    private int products;
    private int same;

    /** Both stay their owner's to close. */
    public SideBySide(CategoryTree tree, Engine left, Engine right) {
        this.tree = tree;
        this.left = new Seat(left);
        this.right = new Seat(right);
    }

    /**
     * How one engine did.
     *
     * @param accuracy share of the products whose true leaf is the fused head's best
     * @param macroF1 of the same answers
     * @param productsPerSecond of the engine alone, its inputs ready
     */
    public record Side(double accuracy, double macroF1, double productsPerSecond) {}

    /**
     * @param products both were asked about
     * @param agreement share of them to which both gave the same leaf
     */
    public record Outcome(int products, double agreement, Side left, Side right) {}

    private static final class Seat {
        private final Engine engine;
        private final Tally tally = new Tally();
        private long nanos;

        Seat(Engine engine) {
            this.engine = engine;
        }

        Predictions answer(Batch batch, boolean timed) {
            long start = System.nanoTime();
            Predictions answers = engine.predict(batch);
            nanos += timed ? System.nanoTime() - start : 0;
            return answers;
        }

        Side side(int products) {
            return new Side(tally.accuracy(), tally.macroF1(), products / (nanos / 1e9));
        }
    }

    /** Asks both; they take turns in being the first. */
    public void ask(Batch batch, List<Category> truths) {
        if (products == 0) {
            left.answer(batch, false);
            right.answer(batch, false);
        }
        boolean leftFirst = products / Math.max(1, batch.size()) % 2 == 0;
        Predictions early = (leftFirst ? left : right).answer(batch, true);
        Predictions late = (leftFirst ? right : left).answer(batch, true);
        for (int row = 0; row < batch.size(); row++) {
            String truth = truths.get(row).names();
            String ofLeft = leaf(leftFirst ? early : late, row);
            String ofRight = leaf(leftFirst ? late : early, row);
            left.tally.add(truth, ofLeft);
            right.tally.add(truth, ofRight);
            same += ofLeft.equals(ofRight) ? 1 : 0;
        }
        products += batch.size();
    }

    private String leaf(Predictions answers, int row) {
        return tree.leaf(Answers.best(answers.row(Head.FUSED, row))).names();
    }

    /** What came of it. */
    public Outcome outcome() {
        return new Outcome(products, (double) same / products, left.side(products), right.side(products));
    }
}
