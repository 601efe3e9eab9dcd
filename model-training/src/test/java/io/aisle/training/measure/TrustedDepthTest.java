package io.aisle.training.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrustedDepthTest {
    private final List<Judged> judged = List.of(
            answer("A > B > C", "A > B > C", 0.99, 0.97, 0.96), // sure of the leaf, and right
            answer("A > B > D", "A > B > C", 0.99, 0.95, 0.50), // sure of the parent, and right so far
            answer("A > E", "A > B > C", 0.99, 0.92, 0.91), // sure of the leaf, and wrong below the top
            answer("A > B > C", "A > B", 0.93, 0.92), // sure of a leaf that is an inner node of the label
            answer("Z", "A > B > C", 0.40, 0.30, 0.20)); // sure of nothing

    @Test
    void answersAsDeepAsItIsSure() {
        TrustedDepth depth = TrustedDepth.of(0.9, judged, 3);
        assertThat(depth.wholly()).isEqualTo(3);
        assertThat(depth.toLevel()).containsExactly(1, 0, 1, 0);
        assertThat(depth.coverage()).isEqualTo(4 / 5.0);
        assertThat(depth.right()).isEqualTo(2);
        assertThat(depth.accuracy()).isEqualTo(2 / 4.0);
    }

    @Test
    void answersHigherUpWhenMoreIsAsked() {
        TrustedDepth depth = TrustedDepth.of(0.95, judged, 3);
        assertThat(depth.wholly()).isEqualTo(1);
        assertThat(depth.toLevel()).containsExactly(2, 1, 1, 0);
        assertThat(depth.accuracy()).isEqualTo(1);
    }

    @Test
    void saysNothingWhenItIsSureOfNothing() {
        TrustedDepth depth = TrustedDepth.of(0.999, judged, 3);
        assertThat(depth.coverage()).isZero();
        assertThat(depth.figures()).doesNotContainKey("accuracy");
    }

    private static Judged answer(String truth, String answer, Double... path) {
        return Answers.judged("p", truth, List.of(path), Map.of(), answer);
    }
}
