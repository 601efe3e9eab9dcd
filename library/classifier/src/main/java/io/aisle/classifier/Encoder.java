package io.aisle.classifier;

import static io.aisle.contract.TextFeatures.MALL_LENGTH;
import static io.aisle.contract.TextFeatures.NAME_LENGTH;

import io.aisle.classifier.engine.Batch;
import io.aisle.classifier.engine.Inputs;
import io.aisle.classifier.network.NetworkShape;
import io.aisle.contract.ContractViolation;
import io.aisle.contract.ImageFeatures.Picture;
import io.aisle.contract.TextFeatures;
import java.util.List;

/**
 * Pairs to network inputs, the same in serving and in training. Thread-safe.
 *
 * @param vocabulary SHA-256 (hex) of the vocabulary the ids must belong to
 * @param shape the network's sizes of text
 * @param inputs what the network reads of one product
 */
public record Encoder(String vocabulary, NetworkShape.Text shape, Inputs inputs) {
    /** The encoder of a release. */
    public static Encoder of(ModelRelease release) {
        return of(release.manifest().vocabulary(), release.shape());
    }

    /** The encoder of a network and of the vocabulary it was trained with. */
    public static Encoder of(String vocabulary, NetworkShape shape) {
        return new Encoder(vocabulary, shape.text(), Inputs.of(shape));
    }

    /**
     * A batch of these pairs, in their order.
     *
     * @throws ContractViolation when one of them does not fit the model
     */
    public Batch encode(List<Pair> pairs) {
        Batch batch = Batch.empty(pairs.size(), inputs);
        for (int row = 0; row < pairs.size(); row++) {
            encode(pairs.get(row), batch, row);
        }
        return batch;
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
            PictureReader.read(picture, inputs.imageSize(), batch.images(), row * inputs.pixels());
        }
        encode(pair.text(), batch.ids(), row * inputs.ids());
    }

    /** The ids of one product, from {@code start} on; the half must fit the vocabulary. */
    public void encode(TextFeatures text, int[] ids, int start) {
        copy(text.nameIds(), ids, start);
        copy(text.mallIds(), ids, start + NAME_LENGTH);
        copy(text.brandIds(), ids, start + NAME_LENGTH + MALL_LENGTH);
        String name = text.product().name();
        if (name != null && shape.pieces() > 0) {
            new Pieces(shape.pieces(), shape.pieceBuckets(), shape.linear())
                    .write(name, shape.firstPiece(), ids, start + Inputs.WORDS);
        }
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
            if (id < 0 || id >= shape.vocabularySize()) {
                throw new ContractViolation(
                        field,
                        "holds " + id + ", the vocabulary ends at " + shape.vocabularySize(),
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
