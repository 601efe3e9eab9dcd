package io.aisle.classifier;

import static io.aisle.contract.TextFeatures.MALL_LENGTH;
import static io.aisle.contract.TextFeatures.NAME_LENGTH;

import io.aisle.classifier.engine.Batch;
import io.aisle.contract.ContractViolation;
import io.aisle.contract.ImageFeatures.Picture;
import io.aisle.contract.TextFeatures;
import java.util.List;

/**
 * Pairs to network inputs, the same in serving and in training. Thread-safe.
 *
 * @param vocabulary SHA-256 (hex) of the vocabulary the ids must belong to
 * @param vocabularySize ids are below this
 * @param imageSize edge of the pictures in pixels
 */
public record Encoder(String vocabulary, int vocabularySize, int imageSize) {
    /** The encoder of a release. */
    public static Encoder of(Manifest manifest) {
        return new Encoder(manifest.vocabulary(), manifest.vocabularySize(), manifest.imageSize());
    }

    /**
     * One row of the batch.
     *
     * @throws ContractViolation when the pair does not fit the model; the row is then all zeros
     */
    public void encode(Pair pair, Batch batch, int row) {
        requireVocabulary(pair.text());
        requireIds(pair.text());
        if (pair.image() instanceof Picture picture) {
            PictureReader.read(picture, imageSize, batch.images(), row * Batch.pixels(imageSize));
        }
        int start = row * Batch.IDS;
        copy(pair.text().nameIds(), batch.ids(), start);
        copy(pair.text().mallIds(), batch.ids(), start + NAME_LENGTH);
        copy(pair.text().brandIds(), batch.ids(), start + NAME_LENGTH + MALL_LENGTH);
    }

    private void requireVocabulary(TextFeatures text) {
        if (!vocabulary.equals(text.vocabulary())) {
            throw new ContractViolation(
                    "vocabulary",
                    "is " + text.vocabulary() + ", the model was trained with " + vocabulary,
                    text.key().productId());
        }
    }

    private void requireIds(TextFeatures text) {
        requireIds(text, "nameIds", text.nameIds());
        requireIds(text, "mallIds", text.mallIds());
        requireIds(text, "brandIds", text.brandIds());
    }

    private void requireIds(TextFeatures text, String field, List<Integer> ids) {
        for (int id : ids) {
            if (id < 0 || id >= vocabularySize) {
                throw new ContractViolation(
                        field,
                        "holds " + id + ", the vocabulary ends at " + vocabularySize,
                        text.key().productId());
            }
        }
    }

    private static void copy(List<Integer> ids, int[] target, int start) {
        for (int at = 0; at < ids.size(); at++) {
            target[start + at] = ids.get(at);
        }
    }
}
