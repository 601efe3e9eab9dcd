package io.aisle.sink.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisle.contract.Classification;
import io.aisle.contract.Codec;
import io.aisle.tests.store.Answers;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.types.Decimal128;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ProductDocumentTest {
    private final Classification answer = Answers.live("a", 7);

    @Test
    void beginsWithVersionAndTimeBecauseTheStoreComparesInThatOrder() {
        assertThat(current(answer).keySet()).startsWith("version", "classifiedAt", "product");
        assertThat(current(Answers.tombstone("a", 8)).keySet()).startsWith("version", "classifiedAt", "product");
    }

    @Test
    void hasTheFieldsAndTheWordsOfTheMessage() {
        assertSameShape(Codec.tree(Codec.encode(answer)), current(answer), "");
        Classification deleted = Answers.tombstone("a", 8);
        assertSameShape(Codec.tree(Codec.encode(deleted)), current(deleted), "");
    }

    @Test
    void storesTimesAsDatesAndPricesAsDecimals() {
        BsonDocument current = current(answer);
        assertThat(current.getInt64("version").getValue()).isEqualTo(7);
        assertThat(current.getDateTime("classifiedAt").getValue())
                .isEqualTo(Instant.parse("2026-01-02T03:04:12.678Z").toEpochMilli());
        assertThat(current.getDocument("product").getDecimal128("price").getValue())
                .isEqualTo(Decimal128.parse("12900.5"));
    }

    @Test
    void spellsOnePriceInOneWay() {
        assertThat(price("1000"))
                .isEqualTo(price("1000.00"))
                .isEqualTo(price("1E+3"))
                .isEqualTo("1000");
        assertThat(price("0.00")).isEqualTo("0");
    }

    @Test
    void equalAnswersGiveEqualBytesWhateverTheOrderOfTheirMaps() {
        var heads = new LinkedHashMap<Classification.Head, Classification.HeadAnswer>();
        for (int i = Classification.Head.values().length - 1; i >= 0; i--) {
            heads.put(Classification.Head.values()[i], new Classification.HeadAnswer("dress", 0.5));
        }
        var backwards = with(heads, new LinkedHashSet<>(List.of(Classification.Modality.values())));
        var reordered = new LinkedHashMap<Classification.Head, Classification.HeadAnswer>();
        List.of(Classification.Head.values()).forEach(head -> reordered.put(head, heads.get(head)));
        var forwards = with(reordered, Set.of(Classification.Modality.values()));
        assertThat(current(backwards).toJson()).isEqualTo(current(forwards).toJson());
        assertThat(List.copyOf(current(backwards).getDocument("heads").keySet()))
                .isSorted();
    }

    private static BsonDocument current(Classification of) {
        return ProductDocument.of(of).current();
    }

    private static String price(String text) {
        return Bson.document(new Priced(new BigDecimal(text)))
                .getDecimal128("price")
                .getValue()
                .toString();
    }

    record Priced(BigDecimal price) {}

    private Classification with(
            Map<Classification.Head, Classification.HeadAnswer> heads, Set<Classification.Modality> modalities) {
        return new Classification(
                answer.version(),
                answer.product(),
                answer.category(),
                answer.confidence(),
                answer.pathConfidence(),
                answer.alternatives(),
                heads,
                modalities,
                answer.rule(),
                answer.model(),
                answer.image(),
                answer.acceptedAt(),
                answer.classifiedAt());
    }

    private static void assertSameShape(JsonNode json, BsonValue bson, String path) {
        if (json.isObject()) {
            assertThat(bson.asDocument().keySet()).as(path).containsExactlyInAnyOrderElementsOf(json.propertyNames());
            json.properties()
                    .forEach(field -> assertSameShape(
                            field.getValue(), bson.asDocument().get(field.getKey()), path + "." + field.getKey()));
        } else if (json.isArray()) {
            assertThat(bson.asArray()).as(path).hasSize(json.size());
        } else if (json.isString() && bson.isString()) {
            assertThat(bson.asString().getValue()).as(path).isEqualTo(json.stringValue());
        } else {
            assertThat(bson.isDateTime() || bson.isNumber() || bson.isBoolean())
                    .as(path)
                    .isTrue();
        }
    }
}
