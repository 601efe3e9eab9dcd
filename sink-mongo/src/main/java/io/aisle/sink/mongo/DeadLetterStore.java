package io.aisle.sink.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.aisle.contract.Codec;
import io.aisle.contract.ContractViolation;
import io.aisle.contract.DeadLetter;
import io.aisle.contract.Headers;
import io.aisle.delivery.Delivery;
import io.aisle.delivery.DependencyUnavailable;
import io.aisle.delivery.Outcome;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * The dead letters of all stages. A letter is one document however often it arrives. A message that was replayed and
 * failed again opens its letter again: the letter keeps the times of its failures, and a time it does not know is a new
 * failure (clocks are not compared). A letter of a product version that stands in the store is stored as resolved.
 */
final class DeadLetterStore {
    private static final Logger log = LoggerFactory.getLogger(DeadLetterStore.class);
    private static final String FAILURES = "failures";
    private static final String REPLAYED_AT = "replayedAt";

    private final MongoCollection<BsonDocument> letters;
    private final Resolution resolution;
    private final Clock clock;

    DeadLetterStore(MongoCollection<BsonDocument> letters, Resolution resolution, Clock clock) {
        this.letters = letters;
        this.resolution = resolution;
        this.clock = clock;
    }

    /** Stores a letter. What cannot be stored is logged and given up: there is nowhere left to send it but in a circle. */
    Mono<Outcome> handle(Delivery delivery) {
        return Mono.defer(() -> store(read(delivery)))
                .onErrorResume(Fault::isOfTheDocument, e -> givenUp(delivery, e))
                .onErrorMap(MongoException.class, e -> new DependencyUnavailable("MongoDB: store a dead letter", e))
                .onErrorResume(e -> e instanceof DependencyUnavailable ? Mono.error(e) : givenUp(delivery, e))
                .thenReturn(new Outcome.Done());
    }

    private DeadLetter read(Delivery delivery) {
        if (!Headers.KIND_DEAD_LETTER.equals(delivery.header(Headers.KIND))) {
            return BrokerDeath.read(delivery, clock);
        }
        try {
            return Codec.decode(delivery.payload(), DeadLetter.class);
        } catch (ContractViolation e) {
            // Dead-lettering a dead letter would send it here again.
            log.warn("dead-letters: {} is no readable dead letter: {}", delivery, e.getMessage());
            return BrokerDeath.read(delivery, clock);
        }
    }

    private Mono<Void> store(DeadLetter letter) {
        return resolution.of(letter).flatMap(resolved -> store(letter, resolved));
    }

    private Mono<Void> store(DeadLetter letter, BsonDocument resolved) {
        BsonString id = id(letter);
        BsonDateTime at = new BsonDateTime(letter.at().toEpochMilli());
        BsonDocument document = Bson.document(letter);
        document.put(FAILURES, new BsonArray(List.of(at)));
        document.put(REPLAYED_AT, BsonNull.VALUE);
        document.putAll(resolved);
        var insert = new BsonDocument("$setOnInsert", document);
        return Mono.from(letters.updateOne(Filters.eq(id), insert, new UpdateOptions().upsert(true)))
                .filter(result -> result.getUpsertedId() == null)
                .flatMap(known -> Mono.from(letters.updateOne(
                        Filters.and(Filters.eq(id), Filters.ne(FAILURES, at)), failedAgain(at, resolved))))
                .then();
    }

    private static BsonDocument failedAgain(BsonDateTime at, BsonDocument resolved) {
        BsonDocument state = resolved.clone().append(REPLAYED_AT, BsonNull.VALUE);
        return new BsonDocument("$set", state).append("$push", new BsonDocument(FAILURES, at));
    }

    private static Mono<Void> givenUp(Delivery delivery, Throwable error) {
        log.error("dead-letters: cannot store {}, and gives it up", delivery, error);
        return Mono.empty();
    }

    /** The same failure of the same message is the same letter. */
    private static BsonString id(DeadLetter letter) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String name = letter.stage() + '\n' + letter.reason() + '\n' + letter.productId() + '@' + letter.version();
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return new BsonString(HexFormat.of().formatHex(digest.digest(letter.payload())));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: every Java has it", e);
        }
    }
}
