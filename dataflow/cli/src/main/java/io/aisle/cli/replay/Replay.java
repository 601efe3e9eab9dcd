package io.aisle.cli.replay;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.WriteModel;
import io.aisle.cli.account.MongoStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.bson.Document;

/** Open dead letters, chosen, counted and sent again. */
public final class Replay {
    /** Bundles of at most two letters, of at most about a megabyte each. */
    private static final int BATCH = 50;

    private final MongoCollection<Document> letters;
    private final Plan.Choice choice;

    Replay(MongoCollection<Document> letters, Plan.Choice choice) {
        this.letters = letters;
        this.choice = choice;
    }

    /**
     * Sends every open letter again that can be.
     *
     * @param amqp address of the broker
     * @return whether none was left that cannot be sent
     */
    public static boolean everything(String amqp, MongoStore mongo) {
        try (Post post = Post.at(amqp)) {
            return new Replay(mongo.deadLetters(), new Plan.Choice(null, null, 0))
                    .send(post::publish)
                    .isComplete();
        }
    }

    /** What would be sent and what cannot be, without sending any. */
    Report count() {
        Plan plan = plan();
        var report = new Report(plan.alone());
        plan.ready().forEach(bundle -> report.found(bundle.letters()));
        return report;
    }

    /**
     * Sends the letters, and marks those of a bundle after the broker has it whole.
     *
     * @param post publishes a batch, and returns those the broker has
     */
    Report send(UnaryOperator<List<Letter>> post) {
        Plan plan = plan();
        var report = new Report(plan.alone());
        List<Bundle> ready = plan.ready();
        for (int from = 0; from < ready.size(); from += BATCH) {
            send(ready.subList(from, Math.min(ready.size(), from + BATCH)), post, report);
        }
        return report;
    }

    private Plan plan() {
        var open = new ArrayList<Slip>();
        for (Document letter : letters.find(MongoStore.OPEN).projection(Slip.FIELDS)) {
            open.add(Slip.of(letter));
        }
        return Plan.of(open, choice);
    }

    private void send(List<Bundle> batch, UnaryOperator<List<Letter>> post, Report report) {
        Map<Object, Letter> whole = read(batch);
        // What is not open any more was closed since the plan was made, and needs nothing.
        List<Bundle> due = batch.stream()
                .filter(bundle -> bundle.send().stream().map(Slip::id).allMatch(whole::containsKey))
                .toList();
        due.forEach(bundle -> report.found(bundle.letters()));
        List<Letter> sent = post.apply(due.stream()
                .flatMap(bundle -> bundle.send().stream())
                .map(slip -> whole.get(slip.id()))
                .toList());
        Set<Object> taken = sent.stream().map(Letter::id).collect(Collectors.toSet());
        due.stream()
                .filter(bundle -> bundle.send().stream().map(Slip::id).allMatch(taken::contains))
                .forEach(bundle -> close(bundle, report));
    }

    private void close(Bundle bundle, Report report) {
        Date now = Date.from(Instant.now());
        List<WriteModel<Document>> marks =
                bundle.letters().stream().map(slip -> slip.mark(now)).toList();
        letters.bulkWrite(marks);
        report.sent(bundle.letters());
    }

    private Map<Object, Letter> read(Collection<Bundle> batch) {
        List<Object> ids = batch.stream()
                .flatMap(bundle -> bundle.send().stream())
                .map(Slip::id)
                .toList();
        Map<Object, Letter> read = new HashMap<>();
        for (Document letter : letters.find(Filters.and(Filters.in("_id", ids), MongoStore.OPEN))) {
            Letter whole = Letter.of(letter);
            read.put(whole.id(), whole);
        }
        return read;
    }
}
