package io.aisle.cli.replay;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import io.aisle.contract.Headers;
import io.aisle.contract.ProductKey;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * All of an open dead letter but its bytes.
 *
 * @param id its {@code _id} in the store
 * @param failures the times it failed at; another failure adds one
 * @param group stage and reason
 * @param key the product version it speaks of; null when it names none
 * @param content what it carries
 * @param at when its stage gave up
 */
record Slip(
        Object id,
        List<Object> failures,
        Group group,
        @Nullable ProductKey key,
        Content content,
        Date at) {
    static final Bson FIELDS = Projections.include(
            "failures", "stage", "reason", "productId", "version", "exchange", "headers." + Headers.KIND, "at");

    /**
     * What letters are counted by.
     *
     * @param stage the stage that gave up
     * @param reason its word for why
     */
    record Group(String stage, String reason) {}

    static Slip of(Document stored) {
        Group group = new Group(text(stored, "stage"), text(stored, "reason"));
        String kind = stored.get("headers", new Document()).getString(Headers.KIND);
        return new Slip(
                Objects.requireNonNull(stored.get("_id")),
                stored.getList("failures", Object.class, List.of()),
                group,
                key(stored),
                Content.of(group.stage(), text(stored, "exchange"), kind),
                Objects.requireNonNullElse(stored.getDate("at"), new Date(0)));
    }

    /** Marks the letter as sent, unless it has failed again since it was read: then it must stay open. */
    WriteModel<Document> mark(Date now) {
        Bson unchanged = failures.isEmpty() ? Filters.empty() : Filters.eq("failures", failures);
        return new UpdateOneModel<>(Filters.and(Filters.eq("_id", id), unchanged), Updates.set("replayedAt", now));
    }

    private static @Nullable ProductKey key(Document stored) {
        String productId = stored.getString("productId");
        Number version = stored.get("version", Number.class);
        return productId == null || version == null ? null : new ProductKey(productId, version.longValue());
    }

    static String text(Document stored, String field) {
        return Objects.requireNonNullElse(stored.getString(field), "");
    }
}
