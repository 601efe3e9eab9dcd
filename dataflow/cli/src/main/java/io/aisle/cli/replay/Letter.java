package io.aisle.cli.replay;

import io.aisle.cli.screen.CommandFailed;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.bson.Document;
import org.bson.types.Binary;

/**
 * A stored dead letter, ready to be published again.
 *
 * @param slip what it is
 * @param exchange where it came from
 * @param routingKey with which key
 * @param headers its {@code aisle-*} and trace headers
 * @param payload its bytes
 */
record Letter(Slip slip, String exchange, String routingKey, Map<String, Object> headers, byte[] payload) {
    static Letter of(Document stored) {
        Slip slip = Slip.of(stored);
        return new Letter(
                slip,
                Slip.text(stored, "exchange"),
                Slip.text(stored, "routingKey"),
                new TreeMap<>(stored.get("headers", new Document())),
                payload(slip.id(), stored.get("payload")));
    }

    Object id() {
        return slip.id();
    }

    private static byte[] payload(Object id, @org.jspecify.annotations.Nullable Object stored) {
        if (stored instanceof Binary binary) {
            return binary.getData();
        }
        if (stored instanceof String base64) {
            return Base64.getDecoder().decode(base64);
        }
        throw new CommandFailed("dead letter " + id + " has no payload", "Leave it out with --stage or --reason");
    }
}
