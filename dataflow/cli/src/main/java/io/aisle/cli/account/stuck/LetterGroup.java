package io.aisle.cli.account.stuck;

import com.mongodb.client.model.Projections;
import io.aisle.cli.account.MongoStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Open dead letters of one stage and reason.
 *
 * @param stage the stage that gave up; for the broker, with the queue in which it did
 * @param reason its word for why
 * @param count how many
 * @param first when the oldest failed
 * @param last when the youngest failed
 * @param example id and version of the youngest; the letter's own id when it names no product
 * @param detail of the youngest
 */
record LetterGroup(
        String stage, String reason, long count, Instant first, Instant last, String example, String detail) {
    private static final Bson FIELDS =
            Projections.include("stage", "reason", "queue", "detail", "productId", "version", "at", "failures");

    /** The largest group first. */
    static List<LetterGroup> read(MongoStore mongo) {
        Map<String, LetterGroup> groups = new TreeMap<>();
        for (Document letter : mongo.open(FIELDS)) {
            LetterGroup one = of(letter);
            groups.merge(one.stage + '\n' + one.reason, one, LetterGroup::and);
        }
        return groups.values().stream()
                .sorted(Comparator.comparing(LetterGroup::count).reversed())
                .toList();
    }

    private static LetterGroup of(Document letter) {
        Instant at =
                Objects.requireNonNullElse(letter.getDate("at"), new Date(0)).toInstant();
        Instant last = letter.getList("failures", Date.class, List.of()).stream()
                .map(Date::toInstant)
                .max(Comparator.naturalOrder())
                .orElse(at);
        String queue = letter.getString("queue");
        return new LetterGroup(
                letter.getString("stage") + (queue == null ? "" : ", " + queue),
                Objects.requireNonNullElse(letter.getString("reason"), ""),
                1,
                at,
                last,
                example(letter),
                Objects.requireNonNullElse(letter.getString("detail"), ""));
    }

    private static String example(Document letter) {
        String productId = letter.getString("productId");
        return productId == null
                ? "letter " + letter.get("_id")
                : productId + (letter.get("version") == null ? "" : "@" + letter.get("version"));
    }

    private LetterGroup and(LetterGroup other) {
        LetterGroup younger = other.last.isAfter(last) ? other : this;
        return new LetterGroup(
                stage,
                reason,
                count + other.count,
                other.first.isBefore(first) ? other.first : first,
                younger.last,
                younger.example,
                younger.detail);
    }
}
