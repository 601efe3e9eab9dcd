package io.aisle.sink.mongo;

import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import io.aisle.contract.Classification;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * A product as it is stored: {@code {_id: productId, current: {version, classifiedAt, ...the classification}}}.
 *
 * <p>BSON compares sub-documents field by field in their order, so one {@code $max} on {@code current} is the whole
 * guard: the higher version wins; of equal versions the later answer wins; and of answers made in the same millisecond
 * the same one wins in every order of arrival.
 *
 * @param id the product's id
 * @param current what {@code current} becomes unless something newer stands there
 */
record ProductDocument(String id, BsonDocument current) {
    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

    /** @throws ArithmeticException when a number is larger than BSON's */
    static ProductDocument of(Classification answer) {
        BsonDocument fields = Bson.document(answer);
        BsonDocument current = new BsonDocument();
        move("version", fields, current);
        move("classifiedAt", fields, current);
        current.putAll(fields);
        return new ProductDocument(answer.product().productId(), current);
    }

    UpdateOneModel<BsonDocument> upsert() {
        BsonDocument update = new BsonDocument("$max", new BsonDocument("current", current));
        return new UpdateOneModel<>(new BsonDocument("_id", new BsonString(id)), update, UPSERT);
    }

    private static void move(String field, BsonDocument from, BsonDocument to) {
        BsonValue value = from.remove(field);
        if (value == null) {
            throw new IllegalStateException("classification: has no " + field);
        }
        to.put(field, value);
    }
}
