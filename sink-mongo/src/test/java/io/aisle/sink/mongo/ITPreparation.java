package io.aisle.sink.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.aisle.contract.Classification;
import io.aisle.tests.store.Answers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ITPreparation {
    private static final Map<String, String> TYPES = Map.of(
            "object",
            "DOCUMENT",
            "string",
            "STRING",
            "long",
            "INT64",
            "date",
            "DATE_TIME",
            "double",
            "DOUBLE",
            "decimal",
            "DECIMAL128",
            "bool",
            "BOOLEAN",
            "array",
            "ARRAY");
    private static final Set<String> KEYWORDS = Set.of(
            "bsonType",
            "required",
            "properties",
            "items",
            "minimum",
            "maximum",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems");

    private final EmbeddedStore server = new EmbeddedStore();
    private final MongoClient client = MongoClients.create(server.uri());
    private final MongoDatabase database = client.getDatabase("aisle");
    private final Preparation preparation = new Preparation(
            database,
            new MongoProperties("aisle", "products", "dead_letters", 500, Duration.ZERO, 1, Duration.ofSeconds(5)));

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void tellsWhichIndexesAreMissingUntilItHasRun() {
        assertThat(preparation.missing())
                .contains("products.category-subtree", "dead_letters.reason", "dead_letters.still-open");
        preparation.run();
        assertThat(preparation.missing()).isEmpty();
    }

    @Test
    void isACommandOfTheApp() {
        assertThat(PrepareMode.run(new String[] {"prepare", "--spring.mongodb.uri=" + server.uri()}))
                .isZero();
        assertThat(preparation.missing()).isEmpty();
    }

    @Test
    void commandFailsWhenTheStoreDoesNotAnswer() {
        server.crash();
        String[] arguments = {"prepare", "--spring.mongodb.uri=" + server.uri(), "--aisle.mongo.timeout=500ms"};
        assertThat(PrepareMode.run(arguments)).isEqualTo(1);
    }

    @Test
    void mayBeRepeated() {
        assertThat(preparation.run()).isEqualTo(preparation.run());
    }

    @Test
    void asksTheServerWhatItCanAndSaysWhatItCannot() {
        assertThat(preparation.server()).isEqualTo(ServerKind.PROTOCOL_ONLY);
        assertThat(preparation.run()).anyMatch(line -> line.contains("no validators"));
    }

    @Test
    void validatorAcceptsWhatTheAppWrites() {
        assertValid(document(Answers.live("a", 1)), Preparation.validator(), "");
        assertValid(document(Answers.tombstone("a", 2)), Preparation.validator(), "");
    }

    private static BsonDocument document(Classification answer) {
        ProductDocument product = ProductDocument.of(answer);
        return new BsonDocument("_id", new BsonString(product.id())).append("current", product.current());
    }

    /** The parts of MongoDB's $jsonSchema that the validator uses; an unknown keyword fails the test. */
    private static void assertValid(BsonValue value, BsonDocument schema, String path) {
        assertThat(KEYWORDS).as(path).containsAll(schema.keySet());
        assertThat(value.getBsonType().name())
                .as(path)
                .isEqualTo(TYPES.get(schema.getString("bsonType").getValue()));
        if (value.isDocument()) {
            schema.getArray("required", new org.bson.BsonArray()).forEach(name -> assertThat(value.asDocument())
                    .as(path)
                    .containsKey(name.asString().getValue()));
            schema.getDocument("properties", new BsonDocument()).forEach((name, part) -> {
                if (value.asDocument().containsKey(name)) {
                    assertValid(value.asDocument().get(name), part.asDocument(), path + "." + name);
                }
            });
        } else if (value.isArray() && schema.containsKey("items")) {
            value.asArray().forEach(item -> assertValid(item, schema.getDocument("items"), path + "[]"));
        }
    }
}
