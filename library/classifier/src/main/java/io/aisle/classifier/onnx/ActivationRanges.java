package io.aisle.classifier.onnx;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Between which values the activations of a network lie; what is outside is cut off in INT8.
 *
 * @param byName activation to its range
 * @param learned layers whose weights and inputs stay as they were learned
 */
public record ActivationRanges(Map<String, Range> byName, Set<String> learned) {
    private static final int STEPS = 255;

    public ActivationRanges {
        byName = Map.copyOf(byName);
        learned = Set.copyOf(learned);
    }

    /**
     * A range of 256 steps. Zero is always one of them, because padding and ReLU make exact zeros (Jacob et al., CVPR
     * 2018, section 2.1).
     */
    public record Range(float least, float most) {
        public Range {
            least = Math.min(least, 0);
            most = Math.max(most, 0);
        }

        /** Width of a step. */
        float scale() {
            return most > least ? (most - least) / STEPS : 1;
        }

        /** The step that is zero. */
        int zero() {
            return Math.round(-least / scale());
        }
    }

    /** Range of an activation as a layer reads it; null where it stays as it is. */
    @Nullable
    Range of(String layer, String activation) {
        return learned.contains(layer) ? null : byName.get(activation);
    }
}
