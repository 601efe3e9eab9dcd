package io.aisle.features.text;

import static io.aisle.contract.TextFeatures.MALL_LENGTH;
import static io.aisle.contract.TextFeatures.NAME_LENGTH;

import io.aisle.contract.TextFeatures;
import java.util.List;

/**
 * Gives the words of a text half their ids in a vocabulary of its own: a half carries its words, so that any model can
 * read it, and its ids only spare this work to the model they were made for. Thread-safe.
 *
 * @param vocabulary gives the ids
 */
public record Reindexing(Vocabulary vocabulary) {
    /**
     * The half as it would have been made with this vocabulary. A half that does not carry the words of its ids stays as
     * it is, with the name of the vocabulary it was made with.
     */
    public TextFeatures of(TextFeatures half) {
        if (half.vocabulary().equals(vocabulary.sha256()) || !hasItsWords(half)) {
            return half;
        }
        return new TextFeatures(
                half.product(),
                half.nameTokens(),
                vocabulary.ids(half.nameTokens(), NAME_LENGTH),
                half.mallTokens(),
                vocabulary.ids(half.mallTokens(), MALL_LENGTH),
                vocabulary.ids(ProductWords.brands(half.product()), TextFeatures.BRAND_LENGTH),
                vocabulary.sha256());
    }

    private static boolean hasItsWords(TextFeatures half) {
        return words(half.nameIds()) <= half.nameTokens().size()
                && words(half.mallIds()) <= half.mallTokens().size();
    }

    private static long words(List<Integer> ids) {
        return ids.stream().filter(id -> id != Vocabulary.PADDING).count();
    }
}
