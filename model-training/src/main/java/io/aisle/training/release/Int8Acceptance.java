package io.aisle.training.release;

import io.aisle.training.measure.SideBySide.Outcome;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** When answers in 8 bits are good enough to be released: measured against those in 32 bits (left) on the same products. */
final class Int8Acceptance {
    /** Share of the products that must get the same leaf. */
    static final double LEAST_AGREEMENT = 0.995;
    /** What macro-F1 may lose: 0.3 points. */
    static final double MOST_LOSS = 0.003;
    /** With fewer products a single one decides. */
    static final int FEWEST = 100;

    private static final String PREFIX = "int8.";

    private Int8Acceptance() {}

    /** Why it is not good enough; empty when it is. */
    static Optional<String> refusal(Outcome of) {
        return refusal(
                of.products(), of.agreement(), of.left().macroF1() - of.right().macroF1());
    }

    /** The same from the figures of a manifest. */
    static Optional<String> refusal(Map<String, Double> figures) {
        return refusal(
                figures.getOrDefault(PREFIX + "products", 0.0).intValue(),
                figures.getOrDefault(PREFIX + "agreement", 0.0),
                figures.getOrDefault(PREFIX + "macroF1.fp32", 1.0) - figures.getOrDefault(PREFIX + "macroF1", 0.0));
    }

    private static Optional<String> refusal(int products, double agreement, double loss) {
        if (products < FEWEST) {
            return Optional.of("measured on %d products, and %d are needed".formatted(products, FEWEST));
        }
        if (!(agreement >= LEAST_AGREEMENT)) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "the same leaf as FP32 for %.2f %% of %,d products, and %.1f %% are needed",
                    100 * agreement,
                    products,
                    100 * LEAST_AGREEMENT));
        }
        if (!(loss <= MOST_LOSS)) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "macro-F1 is %.2f points below FP32's, and %.1f are allowed",
                    100 * loss,
                    100 * MOST_LOSS));
        }
        return Optional.empty();
    }

    /** As they stand in the manifest, accepted or not. */
    static Map<String, Double> figures(Outcome of) {
        Map<String, Double> figures = new TreeMap<>();
        figures.put(PREFIX + "accepted", refusal(of).isEmpty() ? 1.0 : 0.0);
        figures.put(PREFIX + "products", (double) of.products());
        figures.put(PREFIX + "agreement", of.agreement());
        figures.put(PREFIX + "accuracy", of.right().accuracy());
        figures.put(PREFIX + "accuracy.fp32", of.left().accuracy());
        figures.put(PREFIX + "macroF1", of.right().macroF1());
        figures.put(PREFIX + "macroF1.fp32", of.left().macroF1());
        figures.put(PREFIX + "productsPerSecond", of.right().productsPerSecond());
        figures.put(PREFIX + "productsPerSecond.fp32", of.left().productsPerSecond());
        return figures;
    }
}
