package io.aisle.training.experiment;

import io.aisle.classifier.CategoryTree;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Labels made wrong on purpose.
 *
 * @param rate share of the labels that are
 */
record Flips(Kind kind, double rate, long seed) {
    /** What a wrong label looks like. */
    enum Kind {
        /** Any other category, as by a slip of the hand. */
        SYMMETRIC,
        /** One with the same parent, as people err; where there is none the label stays. */
        SIBLINGS
    }

    /** A copy of the labels, those of some products flipped. */
    int[] flip(int[] labels, int[] products, CategoryTree tree) {
        Random random = new Random(seed);
        List<int[]> others = IntStream.range(0, tree.size())
                .mapToObj(label -> others(label, tree))
                .toList();
        int[] flipped = labels.clone();
        for (int product : products) {
            int[] choice = others.get(labels[product]);
            if (random.nextDouble() < rate && choice.length > 0) {
                flipped[product] = choice[random.nextInt(choice.length)];
            }
        }
        return flipped;
    }

    private int[] others(int label, CategoryTree tree) {
        return IntStream.range(0, tree.size())
                .filter(other -> other != label
                        && (kind == Kind.SYMMETRIC || parent(other, tree).equals(parent(label, tree))))
                .toArray();
    }

    private static List<?> parent(int label, CategoryTree tree) {
        List<?> path = tree.leaf(label).path();
        return path.subList(0, path.size() - 1);
    }

    @Override
    public String toString() {
        String share = String.format(Locale.ROOT, "%3.0f %%", 100 * rate);
        return rate == 0 ? share : share + " " + kind.name().toLowerCase(Locale.ROOT);
    }
}
