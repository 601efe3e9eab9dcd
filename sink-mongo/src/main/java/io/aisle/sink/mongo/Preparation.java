package io.aisle.sink.mongo;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.RawBsonDocument;

/** Collections, indexes and validator: made once, by a command; an app that starts only looks whether they are there. */
final class Preparation {
    /** By name; what each is for stands in the README, which is the contract. */
    private static final Map<String, String> PRODUCT_INDEXES = Map.of(
            "category", "{'current.category.id': 1}",
            "category-subtree", "{'current.category.path.id': 1}",
            "mall", "{'current.product.mallId': 1, 'current.product.deleted': 1}",
            "classified-at", "{'current.classifiedAt': 1}");

    /** An index keeps its name for ever: under an old name, MongoDB refuses other fields. */
    private static final Map<String, String> DEAD_LETTER_INDEXES = Map.of(
            "reason", "{'reason': 1, 'at': 1}",
            "still-open", "{'replayedAt': 1, 'resolvedAt': 1, 'at': 1}",
            "product", "{'productId': 1, 'version': 1}");

    private final MongoDatabase database;
    private final MongoProperties properties;

    Preparation(MongoDatabase database, MongoProperties properties) {
        this.database = database;
        this.properties = properties;
    }

    /** Makes what is missing; may be repeated. Gives a line for people about each thing. */
    List<String> run() {
        List<String> lines = new ArrayList<>();
        lines.add(server().words());
        index(properties.products(), PRODUCT_INDEXES, lines);
        index(properties.deadLetters(), DEAD_LETTER_INDEXES, lines);
        lines.add(validate());
        return lines;
    }

    ServerKind server() {
        return ServerKind.of(database);
    }

    /** The indexes that readers count on and do not find, as {@code collection.index}. */
    List<String> missing() {
        List<String> missing = new ArrayList<>(missing(properties.products(), PRODUCT_INDEXES));
        missing.addAll(missing(properties.deadLetters(), DEAD_LETTER_INDEXES));
        return missing;
    }

    /** The rule every product document follows, as the body of {@code $jsonSchema}. */
    static BsonDocument validator() {
        try (InputStream json = Preparation.class.getResourceAsStream("/validator.json")) {
            byte[] bytes = Objects.requireNonNull(json, "validator.json").readAllBytes();
            return RawBsonDocument.parse(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("read validator.json: " + e.getMessage(), e);
        }
    }

    private void index(String collection, Map<String, String> indexes, List<String> lines) {
        if (!database.listCollectionNames().into(new ArrayList<>()).contains(collection)) {
            database.createCollection(collection);
        }
        indexes.forEach((name, keys) -> database.getCollection(collection)
                .createIndex(BsonDocument.parse(keys), new IndexOptions().name(name)));
        lines.add(collection + ": " + indexes.size() + " indexes");
    }

    private List<String> missing(String collection, Map<String, String> indexes) {
        List<String> there = database.getCollection(collection)
                .listIndexes()
                .map(index -> index.getString("name"))
                .into(new ArrayList<>());
        return indexes.keySet().stream()
                .filter(name -> !there.contains(name))
                .map(name -> collection + "." + name)
                .sorted()
                .toList();
    }

    private String validate() {
        try {
            database.runCommand(new Document("collMod", properties.products())
                    .append("validator", new Document("$jsonSchema", validator()))
                    .append("validationLevel", "strict")
                    .append("validationAction", "error"));
            return properties.products() + ": documents are validated by the server";
        } catch (MongoCommandException e) {
            if (ServerKind.lacksCommand(e)) {
                return properties.products() + ": this server has no validators; the app's own contract checks remain";
            }
            throw e;
        }
    }
}
