package io.aisle.classify.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.aisle.contract.Category;
import io.aisle.contract.Classification;
import io.aisle.contract.Product;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class DriftTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Drift drift = new Drift("fashion/1", meters);
    private final Random random = new Random(3);

    @Test
    void saysNothingBeforeItHasSomethingToCompare() {
        add(2_100, any -> random.nextInt(40));
        assertThat(drift.ofLeaves()).isNaN();
    }

    @Test
    void isNextToNothingWhileTheCategoriesStayAsTheyWere() {
        add(6_000, any -> (int) Math.abs(random.nextGaussian() * 60));
        assertThat(drift.ofLeaves()).isBetween(0.0, 0.01);
        assertThat(drift.ofTops()).isBetween(0.0, 0.01);
    }

    /** Half of the answers move to leaves that nothing was in before, below the same tops: half a bit. */
    @Test
    void seesLeavesThatMoveBelowTheirTops() {
        add(2_000, at -> at % 10);
        add(2_000, at -> at % 2 == 0 ? at % 10 : at % 10 + 100);
        assertThat(drift.ofLeaves()).isCloseTo(0.5, within(0.01));
        assertThat(drift.ofTops()).isLessThan(0.01);
    }

    @Test
    void isOneWhenNothingIsAsItWas() {
        add(2_000, at -> 0);
        add(2_000, at -> 1);
        assertThat(drift.ofLeaves()).isCloseTo(1, within(0.01));
        assertThat(drift.ofTops()).isCloseTo(1, within(0.01));
    }

    @Test
    void forgetsADriftThatIsOver() {
        add(2_000, at -> at % 10);
        add(2_000, at -> 1);
        assertThat(drift.ofLeaves()).isGreaterThan(0.5);
        add(2_000, at -> at % 10);
        assertThat(drift.ofLeaves()).isLessThan(0.01);
    }

    @Test
    void takesItsGaugesWithIt() {
        assertThat(meters.find("aisle.classify.drift").gauges()).hasSize(2);
        drift.close();
        assertThat(meters.find("aisle.classify.drift").gauges()).isEmpty();
    }

    @Test
    void leavesTheGaugesToAModelOfTheSameNameThatTookItsPlace() {
        add(4_000, at -> at % 10);
        var next = new Drift("fashion/1", meters);
        assertThat(meters.get("aisle.classify.drift")
                        .tag("level", "leaf")
                        .gauge()
                        .value())
                .isNaN();
        drift.close();
        assertThat(meters.find("aisle.classify.drift").gauges()).hasSize(2);
        next.close();
        assertThat(meters.find("aisle.classify.drift").gauges()).isEmpty();
    }

    private void add(int count, IntUnaryOperator leaf) {
        for (int at = 0; at < count; at++) {
            drift.add(answer(leaf.applyAsInt(at)));
        }
    }

    private static Classification answer(int leaf) {
        Product product =
                new Product(null, "p", 1, "상자", "mall", null, null, null, null, null, null, null, null, null, false);
        Category category = new Category(
                "leaf" + leaf,
                List.of(new Category.Node("top" + leaf % 10, "top"), new Category.Node("leaf" + leaf, "leaf")));
        return new Classification(
                1,
                product,
                category,
                0.5,
                List.of(0.5, 0.5),
                List.of(),
                Map.of(),
                Set.of(),
                null,
                null,
                null,
                null,
                Instant.EPOCH);
    }
}
