package io.aisle.training.measure;

import io.aisle.classifier.CategoryTree;
import io.aisle.contract.Category;
import java.util.SplittableRandom;

/**
 * The final answers to the same products when some of the pictures are missing, drawn by a seed, and when all are.
 */
final class MissingPictures {
    private final double share;
    private final long seed;
    private final Scorecard some;
    private final Scorecard all;
    private int asked;
    private int pictures;

    /** @param share of the pictures that are dropped for {@link #some()}, 0 to 1 */
    MissingPictures(double share, long seed, CategoryTree tree, Levels levels) {
        this.share = share;
        this.seed = seed;
        this.some = new Scorecard(tree, levels);
        this.all = new Scorecard(tree, levels);
    }

    /** The next product without a picture of its own. */
    void add(Category truth, double[] probabilities) {
        asked++;
        some.add(truth, probabilities);
        all.add(truth, probabilities);
    }

    /** The next product that has one: what was said with it and without it. */
    void add(Category truth, double[] with, double[] without) {
        // A stream of its own for each product: the draw does not depend on what came before.
        boolean dropped = new SplittableRandom(seed * 1_000_003 + asked).nextDouble() < share;
        asked++;
        pictures++;
        some.add(truth, dropped ? without : with);
        all.add(truth, without);
    }

    double share() {
        return share;
    }

    /** Products that have a picture. */
    int pictures() {
        return pictures;
    }

    /** With the share of the pictures dropped. */
    Scorecard some() {
        return some;
    }

    /** With all of them dropped. */
    Scorecard all() {
        return all;
    }
}
