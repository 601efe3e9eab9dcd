package io.aisle.classifier.explain;

import io.aisle.classifier.explain.Explanation.Token;
import io.aisle.classifier.explain.Explanation.Weight;
import io.aisle.contract.Classification.Modality;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What taking out each word and each input did to the belief in one category.
 *
 * @param words with what they weigh, the strongest for the category first
 */
record Attribution(List<Weighed> words, Map<Modality, Weight> inputs) {
    record Weighed(Part part, Weight weight) {
        Token token() {
            return new Token(part.field(), part.word(), part.spans(), weight);
        }
    }

    Attribution {
        words = words.stream()
                .sorted(Comparator.comparingDouble(
                        (Weighed word) -> -word.weight().weight()))
                .toList();
        inputs = new EnumMap<>(inputs);
    }

    /** The words, the strongest first. */
    List<Part> ranked() {
        return words.stream().map(Weighed::part).toList();
    }
}
