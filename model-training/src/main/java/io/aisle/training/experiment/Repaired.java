package io.aisle.training.experiment;

import io.aisle.training.learn.Labels;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What a learner made of labels of which some were flipped, and of which we know the truth.
 *
 * @param flipped products whose label was
 * @param found of these, those that did not teach the flipped label in the end
 * @param corrected products that taught another label than the given one
 * @param right of these, those that taught the true one
 * @param clean products whose label was not flipped
 * @param lost of these, those that taught nothing, or another label
 */
record Repaired(long flipped, long found, long corrected, long right, long clean, long lost) {
    static Repaired of(int[] products, int[] truth, Labels labels) {
        return new Repaired(
                count(products, one -> labels.given(one) != truth[one]),
                count(products, one -> labels.given(one) != truth[one] && labels.of(one) != labels.given(one)),
                count(products, one -> isCorrected(one, labels)),
                count(products, one -> isCorrected(one, labels) && labels.of(one) == truth[one]),
                count(products, one -> labels.given(one) == truth[one]),
                count(products, one -> labels.given(one) == truth[one] && labels.of(one) != truth[one]));
    }

    private static boolean isCorrected(int product, Labels labels) {
        return labels.of(product) != Labels.NONE && labels.of(product) != labels.given(product);
    }

    private static long count(int[] products, IntPredicate those) {
        return IntStream.of(products).filter(those).count();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s  %9d  %s    %s",
                share(found, flipped),
                corrected,
                share(right, corrected),
                share(lost, clean));
    }

    private static String share(long part, long all) {
        return all == 0 ? "      -" : String.format(Locale.ROOT, "%5.1f %%", 100.0 * part / all);
    }
}
