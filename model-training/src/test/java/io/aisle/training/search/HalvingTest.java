package io.aisle.training.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aisle.training.search.Halving.Rung;
import org.junit.jupiter.api.Test;

class HalvingTest {
    @Test
    void keepsAThirdForThreeTimesAsLong() {
        assertThat(new Halving(27, 9).rungs())
                .containsExactly(new Rung(1, 27, 1), new Rung(2, 9, 3), new Rung(3, 3, 9));
        assertThat(new Halving(30, 15).rungs())
                .containsExactly(new Rung(1, 30, 1), new Rung(2, 10, 2), new Rung(3, 3, 5), new Rung(4, 1, 15));
    }

    @Test
    void hasNoRungShorterThanAnEpoch() {
        assertThat(new Halving(27, 1).rungs()).containsExactly(new Rung(1, 27, 1));
        assertThat(new Halving(4, 4).rungs()).containsExactly(new Rung(1, 4, 1), new Rung(2, 1, 4));
        assertThat(new Halving(2, 20).rungs()).containsExactly(new Rung(1, 2, 20));
    }

    @Test
    void refusesASearchWithoutTrials() {
        assertThatThrownBy(() -> new Halving(0, 3)).hasMessageContaining("--trials");
    }
}
