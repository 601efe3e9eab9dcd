package io.aisle.training.experiment;

import io.aisle.training.data.Dataset;
import io.aisle.training.learn.Answers;
import io.aisle.training.measure.Reliability;
import io.aisle.training.measure.Tally;
import java.util.Locale;
import java.util.function.IntFunction;

/**
 * How good a learner is on products that neither taught nor validated.
 *
 * @param accuracy share of right leaves
 * @param macroF1 mean F1 of the leaves
 * @param calibrationError expected difference of confidence and accuracy
 */
record Figures(double accuracy, double macroF1, double calibrationError) {
    /** @param answer softmax of a product */
    static Figures of(Dataset data, int[] products, IntFunction<float[]> answer) {
        Tally tally = new Tally();
        Reliability reliability = new Reliability();
        for (int product : products) {
            float[] row = answer.apply(product);
            int best = Answers.best(row);
            tally.add(String.valueOf(data.labels()[product]), String.valueOf(best));
            reliability.add(row[best], best == data.labels()[product]);
        }
        return new Figures(tally.accuracy(), tally.macroF1(), reliability.expectedError());
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%6.2f %%  %8.3f  %5.3f", 100 * accuracy, macroF1, calibrationError);
    }
}
