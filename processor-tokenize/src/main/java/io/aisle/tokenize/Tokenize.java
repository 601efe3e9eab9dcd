package io.aisle.tokenize;

import io.aisle.contract.Codec;
import io.aisle.contract.Headers;
import io.aisle.contract.TextFeatures;
import io.aisle.delivery.Outcome;
import io.aisle.delivery.Outgoing;
import io.aisle.features.text.TextFeatureExtractor;
import java.util.Map;

/**
 * What this app does to a message. Thread-safe.
 *
 * @param extractor makes the halves
 */
record Tokenize(TextFeatureExtractor extractor) {
    /**
     * The text half of a product event.
     *
     * @throws io.aisle.contract.ContractViolation when the bytes are no product event
     */
    Outcome half(byte[] event) {
        TextFeatures half = extractor.extract(Codec.product(event));
        Map<String, String> headers = Map.of(
                Headers.KIND, Headers.KIND_TEXT,
                Headers.PRODUCT_ID, half.key().productId(),
                Headers.VERSION, Long.toString(half.key().version()));
        return new Outcome.Emit(new Outgoing(Codec.encode(half), headers));
    }
}
