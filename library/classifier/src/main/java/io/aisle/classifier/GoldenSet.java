package io.aisle.classifier;

import io.aisle.contract.Classification.Head;
import io.aisle.contract.Codec;
import java.util.List;
import java.util.Map;

/**
 * Products with the answers every engine must give.
 *
 * @param tolerance largest allowed difference of a probability
 * @param cases the products
 */
public record GoldenSet(double tolerance, List<Case> cases) {
    public GoldenSet {
        cases = List.copyOf(cases);
    }

    /**
     * @param pair both halves
     * @param category the leaf of the fused head
     * @param heads softmax of each head, uncalibrated, as Deeplearning4j computed it when the model was released
     */
    public record Case(Pair pair, String category, Map<Head, float[]> heads) {}

    /** The golden set in its JSON file. */
    public static GoldenSet parse(byte[] json) {
        return Codec.decode(json, GoldenSet.class);
    }
}
