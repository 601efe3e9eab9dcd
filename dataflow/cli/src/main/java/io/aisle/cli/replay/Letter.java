package io.aisle.cli.replay;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import io.aisle.cli.screen.CommandFailed;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;

/**
 * A stored dead letter, ready to be published again.
 *
 * @param id its {@code _id} in the store
 * @param failures the times it failed at; another failure adds one
 * @param group stage and reason
 * @param exchange where it came from
 * @param routingKey with which key
 * @param headers its {@code aisle-*} and trace headers
 * @param payload its bytes
 */
record Letter(
        Object id,
        List<Object> failures,
        Group group,
        String exchange,
        String routingKey,
        Map<String, Object> headers,
        byte[] payload) {
    /**
     * What letters are counted by.
     *
     * @param stage the stage that gave up
     * @param reason its word for why
     */
    record Group(String stage, String reason) {}

    static Letter of(Document stored) {
        Object id = Objects.requireNonNull(stored.get("_id"));
        Map<String, Object> headers = new TreeMap<>(stored.get("headers", new Document()));
        return new Letter(
                id,
                stored.getList("failures", Object.class, List.of()),
                new Group(text(stored, "stage"), text(stored, "reason")),
                text(stored, "exchange"),
                text(stored, "routingKey"),
                headers,
                payload(id, stored.get("payload")));
    }

    /** Marks it as sent, unless it has failed again since it was read: then it must stay open. */
    WriteModel<Document> mark(Date now) {
        Bson unchanged = failures.isEmpty() ? Filters.empty() : Filters.eq("failures", failures);
        return new UpdateOneModel<>(Filters.and(Filters.eq("_id", id), unchanged), Updates.set("replayedAt", now));
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

    private static String text(Document stored, String field) {
        return Objects.requireNonNullElse(stored.getString(field), "");
    }
}
