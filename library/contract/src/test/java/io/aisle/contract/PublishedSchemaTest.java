package io.aisle.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The schemas that outsiders read say what the code does. */
class PublishedSchemaTest {
    private static final String EVENT = text("product-event-1.schema.json");
    private static final String STORED = text("classification-1.schema.json");

    @ParameterizedTest
    @ValueSource(strings = {Examples.PRODUCT_JSON, Examples.SHORTEST_JSON, Examples.TOMBSTONE_JSON})
    void allowsWhatTheCodecWrites(String json) {
        assertThat(errors(EVENT, json)).isEmpty();
    }

    @Test
    void allowsTheStoredDocuments() {
        assertThat(errors(STORED, "{\"_id\":\"p\",\"current\":" + Examples.CLASSIFICATION_JSON + "}"))
                .isEmpty();
        assertThat(errors(STORED, "{\"_id\":\"p\",\"current\":" + Examples.GONE_JSON + "}"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'productId':'p','version':0,'name':'n','mallCategory':null,'brand':null}",
                "{'productId':'p','version':0,'name':'n','colour':'red','schemaVersion':'1.7'}",
                "{'productId':'p','version':0,'deleted':true}"
            })
    void allowsWhatTheCodecReads(String json) {
        assertThat(Codec.product(json(json).getBytes(UTF_8))).isNotNull();
        assertThat(errors(EVENT, json(json))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'version':1,'name':'n'}",
                "{'productId':'a b','version':1,'name':'n'}",
                "{'productId':'p','name':'n'}",
                "{'productId':'p','version':-1,'name':'n'}",
                "{'productId':'p','version':1.5,'name':'n'}",
                "{'productId':'p','version':'7','name':'n'}",
                "{'productId':'p','version':9223372036854775808,'name':'n'}",
                "{'productId':'p','version':1}",
                "{'productId':'p','version':1,'name':' '}",
                "{'productId':'p','version':1,'name':null,'deleted':false}",
                "{'productId':'p','version':1,'name':'n','schemaVersion':'2.0'}",
                "{'productId':'p','version':1,'name':'n','mallCategory':['1','2','3','4','5']}",
                "{'productId':'p','version':1,'name':'n','mallCategory':[null]}",
                "{'productId':'p','version':1,'name':'n','price':-1}",
                "{'productId':'p','version':1,'name':'n','price':1e15}",
                "{'productId':'p','version':1,'name':'n','imageUrl':'ftp://h/i'}",
                "[]"
            })
    void forbidsWhatTheCodecRefuses(String json) {
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> Codec.product(json(json).getBytes(UTF_8)))
                .isInstanceOf(ContractViolation.class);
        assertThat(errors(EVENT, json(json))).isNotEmpty();
    }

    @Test
    void forbidsAStoredDocumentWithoutItsFields() {
        assertThat(errors(STORED, "{\"_id\":\"p\",\"current\":" + Examples.SHORTEST_JSON + "}"))
                .isNotEmpty();
        String wrong = Examples.CLASSIFICATION_JSON.replace("\"confidence\":0.75", "\"confidence\":1.5");
        assertThat(errors(STORED, "{\"_id\":\"p\",\"current\":" + wrong + "}")).isNotEmpty();
    }

    @Test
    void givesExamplesThatAreValidAndReadable() {
        for (JsonNode example : examples(EVENT)) {
            assertThat(errors(EVENT, example.toString())).isEmpty();
            assertThat(Codec.product(example)).isNotNull();
        }
        for (JsonNode example : examples(STORED)) {
            assertThat(errors(STORED, example.toString())).isEmpty();
            byte[] current = Codec.encode(example.path("current"));
            assertThat(Codec.decode(current, Classification.class).key().productId())
                    .isEqualTo(example.path("_id").stringValue());
        }
    }

    @Test
    void describesEveryFieldOfTheEvent() {
        JsonNode properties = Codec.tree(EVENT.getBytes(UTF_8)).path("properties");
        List<String> fields = List.of(Product.class.getRecordComponents()).stream()
                .map(c -> c.getName())
                .toList();
        assertThat(properties.propertyNames()).containsExactlyInAnyOrderElementsOf(fields);
        assertThat(properties)
                .allSatisfy(p -> assertThat(p.path("description").stringValue()).isNotBlank());
    }

    private static List<JsonNode> examples(String schema) {
        JsonNode examples = Codec.tree(schema.getBytes(UTF_8)).path("examples");
        assertThat(examples).isNotEmpty();
        return StreamSupport.stream(examples.spliterator(), false).toList();
    }

    private static List<?> errors(String schema, String json) {
        Schema compiled = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema);
        return compiled.validate(json, InputFormat.JSON);
    }

    private static String json(String quoted) {
        return quoted.replace('\'', '"');
    }

    private static String text(String name) {
        try (InputStream schema = Codec.class.getResourceAsStream(name)) {
            return new String(schema.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
