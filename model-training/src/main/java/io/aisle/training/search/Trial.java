package io.aisle.training.search;

import java.util.Comparator;
import java.util.Map;

/**
 * One rung of one trial, finished.
 *
 * @param trial number of the candidate
 * @param rung from 1
 * @param epochs it learned for
 * @param accuracy on products that do not teach
 * @param loss mean -log probability of their true category
 * @param seconds it took
 * @param options what it tried
 */
record Trial(
        int trial, int rung, int epochs, double accuracy, double loss, double seconds, Map<String, String> options) {
    /** Who learned longest was best for longest; among equals the more accurate, then the surer of what is true. */
    static final Comparator<Trial> BEST_FIRST = Comparator.comparingInt((Trial trial) -> -trial.rung())
            .thenComparingDouble(trial -> -trial.accuracy())
            .thenComparingDouble(Trial::loss)
            .thenComparingInt(Trial::trial);

    Candidate candidate() {
        return new Candidate(trial, options);
    }
}
