package io.aisle.training.measure;

import org.jspecify.annotations.Nullable;

/**
 * A product, its truth and the final answer.
 *
 * @param confidence calibrated
 * @param rule the rule that changed the answer
 */
public record Judged(
        String productId,
        String name,
        String truth,
        String answer,
        double confidence,
        @Nullable String rule) {
    /** Whether the answer is the truth. */
    public boolean isRight() {
        return truth.equals(answer);
    }
}
