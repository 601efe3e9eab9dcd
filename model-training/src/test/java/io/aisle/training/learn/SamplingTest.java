package io.aisle.training.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplingTest {
    /** 990 products of the first category, 9 of the second, 1 of the third. */
    private final int[] labels =
            IntStream.range(0, 1_000).map(at -> at < 990 ? 0 : at < 999 ? 1 : 2).toArray();

    private final int[] products = IntStream.range(0, 1_000).toArray();

    @Test
    void takesEveryProductOnceAsTheDataHaveIt() {
        assertThat(Sampling.NATURAL.epoch(products, labels, new Random(1))).containsExactlyInAnyOrder(products);
    }

    @Test
    void takesRareCategoriesByTheLogarithmOfTheirSize() {
        int[] epoch = Sampling.LOG.epoch(products, labels, new Random(1));
        double[] wanted = {Math.log(991), Math.log(10), Math.log(2)};
        double sum = wanted[0] + wanted[1] + wanted[2];
        for (int label = 0; label < 3; label++) {
            int one = label;
            long taken = IntStream.of(epoch)
                    .filter(product -> labels[product] == one)
                    .count();
            assertThat(taken / 1_000.0).isCloseTo(wanted[label] / sum, within(0.002));
        }
    }

    /** A network that believes the sample's shares, corrected, believes the data's. */
    @Test
    void undoesWhatItDidToThePrior() {
        int[] counts = {990, 9, 1};
        for (Sampling sampling : Sampling.values()) {
            double[] shares = sampling.shares(counts);
            float[] correction = sampling.correction(counts);
            double[] corrected = new double[3];
            double sum = 0;
            for (int label = 0; label < 3; label++) {
                corrected[label] = shares[label] * Math.exp(correction[label]);
                sum += corrected[label];
            }
            assertThat(corrected[1] / sum).as(sampling.name()).isCloseTo(0.009, within(1e-6));
            assertThat(corrected[2] / sum).as(sampling.name()).isCloseTo(0.001, within(1e-6));
        }
    }
}
