package io.aisle.training.measure;

/**
 * Whether two models that answered the same products differ by more than chance (McNemar, Psychometrika 1947), from the
 * products that only one of them has right: the exact two-sided binomial test.
 */
record McNemar(int onlyThis, int onlyOther) {
    /** Probability of a difference at least this large between models that are equally good; 1 when they never differ. */
    double probability() {
        int tosses = onlyThis + onlyOther;
        double logOfOne = -tosses * Math.log(2);
        double sum = 0;
        for (int heads = 0; heads <= Math.min(onlyThis, onlyOther); heads++) {
            sum += Math.exp(logOfOne);
            logOfOne += Math.log(tosses - heads) - Math.log(heads + 1.0);
        }
        return Math.min(1, 2 * sum);
    }

    /** In words, at the usual one in twenty. */
    String verdict() {
        if (onlyThis + onlyOther == 0) {
            return "they are right about the same products";
        }
        if (probability() >= 0.05) {
            return "chance explains the difference: neither is shown to be better";
        }
        return onlyThis > onlyOther ? "this model is better" : "the other model is better";
    }
}
