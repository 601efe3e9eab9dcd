package io.aisle.classifier.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aisle.contract.Category;
import io.aisle.contract.Classification.ImageStamp;
import io.aisle.contract.Classification.Modality;
import io.aisle.contract.Classification.ModelStamp;
import io.aisle.contract.Product;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What spoke for one category of one product, and what against it.
 *
 * <p>A weight is the change of the category's log-odds, ln(p / (1 - p)), that something makes by being there (Robnik-
 * Sikonja and Kononenko, Explaining Classifications For Individual Instances, TKDE 2008, eq. 4, in nats): measured by
 * asking the model again without it. Positive speaks for the category. Log-odds tell apart what moves 0.999 to 0.998 and
 * what moves it to 0.9999; probabilities hardly do. Weights need not add up: two words that say the same weigh little each,
 * as the model misses neither alone.
 *
 * @param product the event, without the bytes of its picture
 * @param model who answered
 * @param category the category that is explained
 * @param probability its calibrated probability by the fused head, before rules
 * @param answer what the model answers, after rules
 * @param confidence the answer's probability
 * @param rule id of the rule that changed the network's answer, if one did
 * @param inputs weight of each whole input that is there
 * @param tokens weight of each word, the strongest for the category first; a word that a field holds twice is one token
 * @param image what is known of the picture
 * @param heat where in the picture the category is seen; null without a picture
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Explanation(
        Product product,
        ModelStamp model,
        Category category,
        double probability,
        Category answer,
        double confidence,
        @Nullable String rule,
        Map<Modality, Weight> inputs,
        List<Token> tokens,
        ImageStamp image,
        @Nullable Heat heat) {

    /** The field of a product event that a word stands in. */
    public enum Field {
        NAME,
        MALL_CATEGORY,
        BRAND,
        MAKER,
        MALL_BRAND,
        MALL_MAKER
    }

    /**
     * Characters {@code [from, to)} of a field as the event has it.
     *
     * @param level of the mall's category, from 0; 0 in every other field
     */
    public record Span(int level, int from, int to) {}

    /**
     * @param weight log-odds with it less log-odds without it
     * @param probabilityWithout probability of the category without it
     */
    public record Weight(double weight, double probabilityWithout) {}

    /**
     * @param word as the model reads it
     * @param at where it stands
     * @param weight what it adds
     */
    public record Token(Field field, String word, List<Span> at, Weight weight) {
        public Token {
            at = List.copyOf(at);
        }
    }

    /**
     * A class activation map (see {@link GradCam}).
     *
     * @param grid rows from the top, values 0 (nothing) to 1 (the most); all 0 when nothing in the picture speaks for the
     *     category
     * @param picture PNG of the picture as the model reads it
     * @param overlay PNG of the same with the map over it
     */
    @SuppressWarnings("ArrayRecordComponent") // written, never compared
    public record Heat(List<List<Double>> grid, byte[] picture, byte[] overlay) {}

    public Explanation {
        inputs = Map.copyOf(inputs);
        tokens = List.copyOf(tokens);
    }
}
