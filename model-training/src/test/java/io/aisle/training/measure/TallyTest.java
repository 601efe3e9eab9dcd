package io.aisle.training.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TallyTest {
    private final Tally tally = new Tally();

    @Test
    void countsAccuracyAndTheMeanF1OfEveryCategory() {
        // a: 3 of 4 found, one b taken for it; b: 1 of 2; c: answered once, never true.
        add("a", "a", 3);
        add("a", "c", 1);
        add("b", "b", 1);
        add("b", "a", 1);
        assertThat(tally.accuracy()).isCloseTo(4 / 6.0, within(1e-9));
        double a = 2 * 3 / (4.0 + 4);
        double b = 2 * 1 / (2.0 + 1);
        assertThat(tally.macroF1()).isCloseTo((a + b + 0) / 3, within(1e-9));
        assertThat(tally.confusions(1)).containsExactly(new Tally.Confusion("a", "c", 1));
    }

    @Test
    void saysNothingAboutNothing() {
        assertThat(tally.accuracy()).isNaN();
        assertThat(tally.macroF1()).isNaN();
    }

    @Test
    void knowsHowSureItMayBe() {
        Reliability reliability = new Reliability();
        for (int at = 0; at < 10; at++) {
            reliability.add(0.9, at < 6);
            reliability.add(0.1, at < 1);
        }
        assertThat(reliability.expectedError()).isCloseTo((0.3 + 0) / 2, within(1e-9));
    }

    private void add(String truth, String answer, int times) {
        for (int time = 0; time < times; time++) {
            tally.add(truth, answer);
        }
    }
}
