package io.aisle.sink.mongo;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.aisle.contract.DeadLetter;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.conversions.Bson;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Closes dead letters of product versions that stand in the store after all: of a repeated half that waited in vain
 * while its product was stored, of a version that a newer one has replaced. Thread-safe.
 */
final class Resolution {
    private static final String AT = "resolvedAt";
    private static final String BY = "resolvedBy";
    private static final int PAGE = 500;
    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);
    private static final Bson OPEN = Filters.and(
            Filters.eq("replayedAt", null),
            Filters.eq(AT, null),
            Filters.ne("productId", null),
            Filters.ne("version", null));

    private final MongoCollection<BsonDocument> letters;
    private final MongoCollection<BsonDocument> products;
    private final Clock clock;

    Resolution(MongoCollection<BsonDocument> letters, MongoCollection<BsonDocument> products, Clock clock) {
        this.letters = letters;
        this.products = products;
        this.clock = clock;
    }

    /** {@code resolvedAt} and {@code resolvedBy} as a letter must have them now: both null while it is open. */
    Mono<BsonDocument> of(DeadLetter letter) {
        return Mono.justOrEmpty(Subject.of(letter))
                .flatMap(subject -> standing(Stream.of(subject)).map(versions -> ending(subject, versions)))
                .defaultIfEmpty(Optional.empty())
                .map(this::fields);
    }

    /** Holds every open letter against the products, and gives how many it closed. */
    Mono<Integer> look() {
        return Flux.from(letters.find(OPEN)
                        .projection(Projections.include("stage", "queue", "productId", "version"))
                        .batchSize(PAGE))
                .buffer(PAGE)
                .concatMap(this::close)
                .reduce(0, Integer::sum);
    }

    private Mono<Integer> close(List<BsonDocument> page) {
        return standing(page.stream().flatMap(letter -> Subject.of(letter).stream()))
                .map(versions -> page.stream()
                        .flatMap(letter -> closing(letter, versions).stream())
                        .toList())
                .filter(closings -> !closings.isEmpty())
                .flatMap(closings ->
                        Mono.from(letters.bulkWrite(closings, UNORDERED)).thenReturn(closings.size()))
                .defaultIfEmpty(0);
    }

    private Optional<WriteModel<BsonDocument>> closing(BsonDocument letter, Map<String, Long> versions) {
        Optional<String> ending = Subject.of(letter).flatMap(subject -> ending(subject, versions));
        return ending.map(how -> new UpdateOneModel<>(
                Filters.and(Filters.eq(letter.get("_id")), OPEN), new BsonDocument("$set", fields(ending))));
    }

    private BsonDocument fields(Optional<String> ending) {
        BsonValue at = ending.isPresent() ? new BsonDateTime(clock.millis()) : BsonNull.VALUE;
        BsonValue by = ending.<BsonValue>map(BsonString::new).orElse(BsonNull.VALUE);
        return new BsonDocument(AT, at).append(BY, by);
    }

    private static Optional<String> ending(Subject subject, Map<String, Long> versions) {
        return subject.endedBy(versions.get(subject.key().productId()));
    }

    /** The versions that stand, by product. */
    private Mono<Map<String, Long>> standing(Stream<Subject> subjects) {
        Set<String> ids = subjects.map(subject -> subject.key().productId()).collect(Collectors.toSet());
        return Flux.from(products.find(Filters.in("_id", ids)).projection(Projections.include("current.version")))
                .filter(product -> product.isString("_id") && product.isDocument("current"))
                .filter(product -> product.getDocument("current").isNumber("version"))
                .collectMap(product -> product.getString("_id").getValue(), Resolution::version);
    }

    private static Long version(BsonDocument product) {
        return product.getDocument("current").getNumber("version").longValue();
    }
}
