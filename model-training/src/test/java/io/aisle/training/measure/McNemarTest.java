package io.aisle.training.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class McNemarTest {
    /** Against scipy.stats.binomtest(k, n, 0.5).pvalue. */
    @Test
    void agreesWithTheBinomialTest() {
        assertThat(new McNemar(6, 1).probability()).isCloseTo(0.125, within(1e-12));
        assertThat(new McNemar(10, 25).probability()).isCloseTo(0.016673848, within(1e-8));
        assertThat(new McNemar(900, 1_100).probability()).isCloseTo(8.457e-6, within(2e-9));
    }

    @Test
    void saysWhichIsBetterOnlyWhenChanceDoesNotExplainIt() {
        assertThat(new McNemar(0, 0).verdict()).isEqualTo("they are right about the same products");
        assertThat(new McNemar(6, 1).verdict()).contains("chance");
        assertThat(new McNemar(25, 10).verdict()).isEqualTo("this model is better");
        assertThat(new McNemar(10, 25).verdict()).isEqualTo("the other model is better");
    }

    @Test
    void survivesManyProducts() {
        assertThat(new McNemar(60_000, 60_000).probability()).isEqualTo(1);
        assertThat(new McNemar(60_000, 50_000).probability()).isLessThan(1e-9);
    }
}
