package io.aisle.sink.mongo;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.aisle.contract.Classification;
import io.aisle.delivery.DependencyUnavailable;
import io.aisle.delivery.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The products. Every write is guarded by version and may be repeated. Thread-safe. */
final class ProductStore {
    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);
    /** Two writers collide at a product's birth; a third collision in a row means another unique index. */
    private static final int COLLISIONS = 3;

    private final MongoCollection<BsonDocument> products;
    private final Counter stored;
    private final Counter superseded;

    ProductStore(MongoCollection<BsonDocument> products, MeterRegistry meters) {
        this.products = products;
        this.stored = meters.counter("aisle.store.writes", "result", "stored");
        this.superseded = meters.counter("aisle.store.writes", "result", "superseded");
    }

    /**
     * Writes a batch; one bad document never harms its neighbours.
     *
     * @return for each answer in its order: done when this version or a newer one stands durably, dead when it can never
     *     be stored
     * @throws DependencyUnavailable when the store is down; some of the batch may have been written
     */
    Mono<List<Outcome>> write(List<Classification> answers) {
        List<Member> members = IntStream.range(0, answers.size())
                .mapToObj(i -> new Member(i, ProductDocument.of(answers.get(i))))
                .toList();
        return refusals(members, 1).map(refused -> IntStream.range(0, answers.size())
                .mapToObj(i -> outcome(refused.get(i)))
                .toList());
    }

    /** @param position place in the batch */
    private record Member(int position, ProductDocument document) {}

    /** Writes the members, and gives why those that were not written never can be, by position. */
    private Mono<Map<Integer, String>> refusals(List<Member> members, int round) {
        if (members.isEmpty()) {
            return Mono.just(Map.of());
        }
        var writes = members.stream().map(member -> member.document().upsert()).toList();
        return Mono.from(products.bulkWrite(writes, UNORDERED))
                .doOnNext(this::count)
                .map(written -> Map.<Integer, String>of())
                .onErrorResume(MongoBulkWriteException.class, e -> sort(members, e, round))
                .onErrorResume(Fault::isOfTheDocument, e -> oneByOne(members, e))
                .onErrorMap(MongoException.class, e -> new DependencyUnavailable("MongoDB: bulk write", e));
    }

    private Mono<Map<Integer, String>> sort(List<Member> members, MongoBulkWriteException e, int round) {
        if (Fault.isOfTheServer(e)) {
            return Mono.error(e);
        }
        count(e.getWriteResult());
        Map<Integer, String> refused = new HashMap<>();
        List<Member> again = new ArrayList<>();
        for (BulkWriteError error : e.getWriteErrors()) {
            Member member = members.get(error.getIndex());
            if (Fault.isCollision(error) && round < COLLISIONS) {
                again.add(member);
            } else {
                refused.put(member.position(), error.getCode() + ": " + error.getMessage());
            }
        }
        return refusals(again, round + 1).map(later -> {
            refused.putAll(later);
            return refused;
        });
    }

    /** The driver refuses a document before it is sent, and the whole batch with it, without saying which. */
    private Mono<Map<Integer, String>> oneByOne(List<Member> members, Throwable refusal) {
        if (members.size() == 1) {
            return Mono.just(Map.of(members.get(0).position(), String.valueOf(refusal.getMessage())));
        }
        return Flux.fromIterable(members)
                .concatMap(member -> refusals(List.of(member), 1))
                .collect(HashMap::new, Map::putAll);
    }

    private static Outcome outcome(@Nullable String refusal) {
        return refusal == null ? new Outcome.Done() : new Outcome.Dead("not-storable", refusal);
    }

    private void count(BulkWriteResult result) {
        stored.increment(
                (double) result.getModifiedCount() + result.getUpserts().size());
        superseded.increment((double) result.getMatchedCount() - result.getModifiedCount());
    }
}
