package io.aisle.delivery;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A message to publish.
 *
 * @param payload its bytes
 * @param headers its headers; a stage adds the travelling headers of its input, these win
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Outgoing(byte[] payload, Map<String, String> headers) {
    public Outgoing {
        headers = Map.copyOf(headers);
    }

    Outgoing onTopOf(Map<String, String> inherited) {
        Map<String, String> all = new LinkedHashMap<>(inherited);
        all.putAll(headers);
        return new Outgoing(payload, all);
    }
}
