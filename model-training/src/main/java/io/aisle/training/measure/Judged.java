package io.aisle.training.measure;

import io.aisle.contract.Category;
import io.aisle.contract.Classification.Alternative;
import io.aisle.contract.Classification.Head;
import io.aisle.contract.Product;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A product, its label and the final answer.
 *
 * @param product without the bytes of its picture
 * @param ranked the best leaves after the rules, best first, calibrated; at most {@link #RANKED}
 * @param pathConfidence probability of each node of the answer's path, from the top
 * @param rule the rule that changed the answer
 * @param heads the leaf each head answered by itself, where it had something to read
 */
public record Judged(
        Product product,
        Category label,
        List<Alternative> ranked,
        List<Double> pathConfidence,
        @Nullable String rule,
        Map<Head, String> heads) {
    /** Enough for a rule that strikes out the best to find the next; all leaves of all products would not fit. */
    static final int RANKED = 10;

    public Judged {
        ranked = List.copyOf(ranked);
        pathConfidence = List.copyOf(pathConfidence);
        heads = Map.copyOf(heads);
    }

    /** The product's id. */
    public String productId() {
        return product.productId();
    }

    /** For people. */
    public String name() {
        return String.valueOf(product.name());
    }

    /** The label's path of names. */
    public String truth() {
        return label.names();
    }

    /** The answer's path of names. */
    public String answer() {
        return ranked.get(0).category().names();
    }

    /** Probability of the answer. */
    public double confidence() {
        return ranked.get(0).probability();
    }

    /** Whether the answer is the truth. */
    public boolean isRight() {
        return truth().equals(answer());
    }

    /** Whether the head, asked alone, had the truth. */
    boolean knew(Head head) {
        return truth().equals(heads.get(head));
    }
}
