package io.aisle.training.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplingTest {
    /** 990 products of the first category, 9 of the second, 1 of the third. */
    private final int[] labels =
            IntStream.range(0, 1_000).map(at -> at < 990 ? 0 : at < 999 ? 1 : 2).toArray();

    private static final double[] EVEN = {};
    private final int[] products = IntStream.range(0, 1_000).toArray();

    @Test
    void takesEveryProductOnceAsTheDataHaveIt() {
        assertThat(Sampling.NATURAL.epoch(products, labels, EVEN, new Random(1)))
                .containsExactlyInAnyOrder(products);
    }

    @Test
    void takesRareCategoriesByTheLogarithmOfTheirSize() {
        int[] epoch = Sampling.LOG.epoch(products, labels, EVEN, new Random(1));
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

    /** A network that believes what it is said to believe, corrected, believes what it is asked about. */
    @Test
    void undoesWhatItDidToThePrior() {
        double[] counts = {990, 9, 1};
        double[] target = {300, 300, 400};
        for (Sampling sampling : Sampling.values()) {
            assertThat(corrected(sampling, counts, counts)).as(sampling.name()).containsExactly(0.99, 0.009, 0.001);
            assertThat(corrected(sampling, counts, target)).as(sampling.name()).containsExactly(0.3, 0.3, 0.4);
        }
    }

    private static double[] corrected(Sampling sampling, double[] counts, double[] target) {
        double[] believed = sampling.believed(counts);
        float[] correction = sampling.correction(counts, target);
        for (int label = 0; label < believed.length; label++) {
            believed[label] *= Math.exp(correction[label]);
        }
        double sum = DoubleStream.of(believed).sum();
        return DoubleStream.of(believed)
                .map(share -> Math.round(1e6 * share / sum) / 1e6)
                .toArray();
    }

    /** While it learns, its logits with the offset fit the sample; without it they speak of equal categories. */
    @Test
    void adjustsLogitsByTheShareOfTheSample() {
        double[] counts = {90, 9, 1};
        float[] offset = Sampling.LOGIT_ADJUSTED.offset(counts);
        assertThat(offset[0] - offset[1]).isCloseTo((float) Math.log(10), within(1e-6f));
        assertThat(offset[1] - offset[2]).isCloseTo((float) Math.log(9), within(1e-6f));
        assertThat(Sampling.LOG.offset(counts)).containsOnly(0f);
    }

    @Test
    void leavesACategoryWithoutProductsAsItIs() {
        double[] counts = {10, 0, 5};
        for (Sampling sampling : Sampling.values()) {
            assertThat(sampling.correction(counts, new double[] {1, 1, 0}))
                    .as(sampling.name())
                    .doesNotContain(Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);
            assertThat(sampling.offset(counts)[1]).as(sampling.name()).isZero();
        }
    }

    /** Within a category, and between categories, products come as often as they weigh. */
    @Test
    void takesProductsByTheirWeight() {
        int[] two = IntStream.range(0, 40_000).map(at -> at / 20_000).toArray();
        double[] weights = IntStream.range(0, 40_000)
                .mapToDouble(at -> at < 20_000 ? (at % 2 == 0 ? 1 : 0.25) : 0.125)
                .toArray();
        int[] drawn = Sampling.NATURAL.epoch(IntStream.range(0, 40_000).toArray(), two, weights, new Random(1));
        long heavy =
                IntStream.of(drawn).filter(at -> at < 20_000 && at % 2 == 0).count();
        long light =
                IntStream.of(drawn).filter(at -> at < 20_000 && at % 2 == 1).count();
        assertThat((double) heavy / light).isCloseTo(4, within(0.2));
        assertThat(IntStream.of(drawn).filter(at -> at >= 20_000).count())
                .isEqualTo(6_667); // 25 of 150 by weight, of 40,000
    }
}
