package io.aisle.training.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecencyTest {
    private static final int COAT = 0;
    private static final int SHIRT = 1;
    private final List<Instant> registered = new ArrayList<>();
    private final List<Integer> labels = new ArrayList<>();
    private final Recency recency = new Recency(Duration.ofDays(30), 0.25);

    @Test
    void halvesTheWeightWithEveryHalfLife() {
        sold(SHIRT, "2026-07-31T00:00:00Z");
        sold(SHIRT, "2026-07-01T00:00:00Z");
        assertThat(new Recency(Duration.ofDays(30), 0).weights(registered, labels()))
                .containsExactly(1, 0.5);
    }

    @Test
    void datesThatNobodyHasAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recency.weights(use -> {}, new int[0]))
                .withMessageContaining("--half-life needs registeredAt");
    }

    /** By age alone the coats of January would weigh 1/64 in July. */
    @Test
    void keepsLastWintersCoats() {
        sold(SHIRT, "2026-07-30T00:00:00Z");
        sold(COAT, "2026-01-31T00:00:00Z");
        sold(COAT, "2026-01-01T00:00:00Z");
        sold(COAT, "2025-01-01T00:00:00Z");
        double[] weights = recency.weights(registered, labels());
        assertThat(weights[0]).isEqualTo(1);
        assertThat((weights[1] + weights[2] + weights[3]) / 3).isCloseTo(0.25, within(1e-9));
        assertThat(weights[2]).as("newer first, among coats too").isCloseTo(weights[1] / 2, within(1e-9));
        assertThat(weights[3]).isLessThan(weights[2] / 1_000);
    }

    @Test
    void drawsNewerProductsMoreOftenAndSeasonalOnesStill() {
        Instant end = Instant.parse("2026-07-31T00:00:00Z");
        Random random = new Random(1);
        for (int product = 0; product < 3_000; product++) {
            int days = random.nextInt(360);
            boolean winter = days > 150 && days < 240; // December to February
            sold(winter ? COAT : SHIRT, end.minus(Duration.ofDays(days)).toString());
        }
        int[] products = IntStream.range(0, 3_000).toArray();
        int[] drawn = Sampling.NATURAL.epoch(products, labels(), recency.weights(registered, labels()), random);
        long coats = IntStream.of(drawn)
                .filter(product -> labels.get(product) == COAT)
                .count();
        long had = labels.stream().filter(label -> label == COAT).count();
        long fresh = IntStream.of(drawn)
                .filter(product -> registered.get(product).isAfter(end.minus(Duration.ofDays(30))))
                .count();
        assertThat((double) coats / had).as("coats, of what they were").isBetween(0.5, 1.0);
        assertThat(fresh).as("of the last month, of some 250").isGreaterThan(500);
    }

    @Test
    void givesAProductWithoutADateTheMeanWeight() {
        sold(SHIRT, "2026-07-31T00:00:00Z");
        sold(SHIRT, "2026-07-01T00:00:00Z");
        registered.add(null);
        labels.add(COAT);
        assertThat(recency.weights(registered, labels())[2]).isEqualTo(0.75);
        assertThat(recency.weights(Arrays.asList(null, null), new int[2])).containsExactly(1, 1);
    }

    private void sold(int label, String date) {
        registered.add(Instant.parse(date));
        labels.add(label);
    }

    private int[] labels() {
        return labels.stream().mapToInt(Integer::intValue).toArray();
    }
}
