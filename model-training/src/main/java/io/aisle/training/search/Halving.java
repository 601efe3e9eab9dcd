package io.aisle.training.search;

import java.util.ArrayList;
import java.util.List;

/**
 * Successive halving (Jamieson and Talwalkar, Non-stochastic Best Arm Identification and Hyperparameter Optimization,
 * AISTATS 2016): all trials learn for a short time, the better third of them three times as long, and so on. Each rung
 * begins anew, so that its learning rate comes down at its own end.
 *
 * @param trials in the first rung
 * @param epochs of the last rung
 */
public record Halving(int trials, int epochs) {
    /** As Hyperband has it (Li et al., JMLR 2018): the choice matters little. */
    private static final int FACTOR = 3;

    public Halving {
        if (trials < 1 || epochs < 1) {
            throw new IllegalArgumentException(
                    "search: needs one trial and one epoch, not " + trials + " and " + epochs + ". Try --trials 27");
        }
    }

    /**
     * @param number from 1
     * @param trials that enter it
     * @param epochs each of them learns for
     */
    record Rung(int number, int trials, int epochs) {}

    /** The shortest first. */
    List<Rung> rungs() {
        int count = 1;
        int entering = trials;
        double shortest = epochs;
        while (entering >= FACTOR && shortest / FACTOR >= 0.5) {
            count++;
            entering /= FACTOR;
            shortest /= FACTOR;
        }
        List<Rung> rungs = new ArrayList<>();
        entering = trials;
        for (int number = 1; number <= count; number++) {
            double share = Math.pow(FACTOR, number - count);
            rungs.add(new Rung(number, entering, (int) Math.max(1, Math.round(epochs * share))));
            entering = Math.max(1, entering / FACTOR);
        }
        return rungs;
    }
}
