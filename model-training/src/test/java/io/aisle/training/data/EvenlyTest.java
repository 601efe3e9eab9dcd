package io.aisle.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvenlyTest {
    @Test
    void takesFromAllOver() {
        assertThat(Evenly.of(IntStream.range(100, 110).toArray(), 4)).containsExactly(100, 102, 105, 107);
    }

    @Test
    void takesAllWhereThereAreNoMore() {
        assertThat(Evenly.of(new int[] {7, 3}, 2)).containsExactly(7, 3);
        assertThat(Evenly.of(new int[] {7, 3}, 5)).containsExactly(7, 3);
        assertThat(Evenly.of(new int[0], 5)).isEmpty();
    }
}
