package io.aisle.cli.replay;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.aisle.cli.account.MongoStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Open dead letters, chosen, counted and sent again. */
final class Replay {
    private static final int BATCH = 100;
    private static final Comparator<Letter.Group> ORDER =
            Comparator.comparing(Letter.Group::stage).thenComparing(Letter.Group::reason);

    private final MongoCollection<Document> letters;
    private final Bson chosen;
    private final int limit;

    /**
     * @param stage only letters of this stage; null for all
     * @param reason only letters with this reason; null for all
     * @param limit at most this many, oldest first; 0 for all
     */
    Replay(MongoCollection<Document> letters, @Nullable String stage, @Nullable String reason, int limit) {
        this.letters = letters;
        this.limit = limit;
        var conditions = new ArrayList<>(List.of(MongoStore.OPEN));
        if (stage != null) {
            conditions.add(Filters.eq("stage", stage));
        }
        if (reason != null) {
            conditions.add(Filters.eq("reason", reason));
        }
        this.chosen = Filters.and(conditions);
    }

    /** Numbers of letters by stage and reason, without sending any. */
    Map<Letter.Group, Tally> count() {
        Map<Letter.Group, Tally> counts = new TreeMap<>(ORDER);
        for (Document letter : find()) {
            add(counts, Letter.of(letter).group(), tally -> tally.found(1));
        }
        return counts;
    }

    /**
     * Sends the letters, and marks each one after the broker has it.
     *
     * @param post publishes a batch, and returns those the broker has
     */
    Map<Letter.Group, Tally> send(UnaryOperator<List<Letter>> post) {
        Map<Letter.Group, Tally> counts = new TreeMap<>(ORDER);
        var batch = new ArrayList<Letter>();
        for (Document letter : find()) {
            batch.add(Letter.of(letter));
            if (batch.size() == BATCH) {
                send(batch, post, counts);
                batch.clear();
            }
        }
        send(batch, post, counts);
        return counts;
    }

    private void send(List<Letter> batch, UnaryOperator<List<Letter>> post, Map<Letter.Group, Tally> counts) {
        if (batch.isEmpty()) {
            return;
        }
        batch.forEach(letter -> add(counts, letter.group(), tally -> tally.found(1)));
        List<Letter> sent = post.apply(List.copyOf(batch));
        if (!sent.isEmpty()) {
            Date now = Date.from(Instant.now());
            letters.bulkWrite(sent.stream().map(letter -> letter.mark(now)).toList());
        }
        sent.forEach(letter -> add(counts, letter.group(), tally -> tally.sent(1)));
    }

    private FindIterable<Document> find() {
        return letters.find(chosen)
                .sort(Sorts.ascending("at", "_id"))
                .limit(limit)
                .batchSize(BATCH);
    }

    private static void add(Map<Letter.Group, Tally> counts, Letter.Group group, UnaryOperator<Tally> change) {
        counts.put(group, change.apply(counts.getOrDefault(group, new Tally(0, 0))));
    }

    /**
     * @param found letters of the group
     * @param sent of these, how many the broker has again
     */
    record Tally(long found, long sent) {
        Tally found(long more) {
            return new Tally(found + more, sent);
        }

        Tally sent(long more) {
            return new Tally(found, sent + more);
        }
    }
}
