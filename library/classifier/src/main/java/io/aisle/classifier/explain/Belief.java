package io.aisle.classifier.explain;

/**
 * How much a model believes in one category.
 *
 * @param probability calibrated
 * @param logOdds ln(p / (1 - p)), from the sum of the other categories: 1 - p would round to 0
 */
record Belief(double probability, double logOdds) {
    /** Keeps the logarithm finite, as in the calibration. */
    private static final double LEAST = 1e-30;

    /** @param probabilities calibrated, by label */
    static Belief in(int label, double[] probabilities) {
        double others = 0;
        for (int other = 0; other < probabilities.length; other++) {
            others += other == label ? 0 : probabilities[other];
        }
        double own = Math.max(probabilities[label], LEAST);
        return new Belief(probabilities[label], Math.log(own) - Math.log(Math.max(others, LEAST)));
    }

    /** What is lost without something. */
    Explanation.Weight against(Belief without) {
        return new Explanation.Weight(logOdds - without.logOdds, without.probability);
    }
}
