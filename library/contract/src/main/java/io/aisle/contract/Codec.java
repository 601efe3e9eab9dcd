package io.aisle.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/** Bytes to record and back: JSON in UTF-8, pictures as base64, times as ISO-8601. Thread-safe. */
public final class Codec {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .withCoercionConfig(LogicalType.Textual, Codec::textOnly)
            .changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private Codec() {}

    /** A number or a truth value where text belongs is a sender's mistake, not a spelling of text. */
    private static void textOnly(MutableCoercionConfig text) {
        text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    }

    /** The record as JSON. */
    public static byte[] encode(Object record) {
        return MAPPER.writeValueAsBytes(record);
    }

    /**
     * @throws ContractViolation when the bytes are no JSON, a field has the wrong type, or the record refuses its
     *     values; it names the field and, where it could be read, the product
     */
    public static <T> T decode(byte[] json, Class<T> type) {
        try {
            T decoded = MAPPER.readValue(json, type);
            if (decoded == null) {
                throw ContractViolation.of("", "is the JSON value null");
            }
            return decoded;
        } catch (JacksonException e) {
            throw violation(e).about(productIdIn(json));
        }
    }

    /** A product event; {@code version} must be present, for a default would lose to everything already stored. */
    public static Product product(byte[] json) {
        return product(tree(json));
    }

    /** {@link #product(byte[])} for those who tell broken JSON from a broken event. */
    public static Product product(JsonNode tree) {
        if (!tree.isObject()) {
            throw ContractViolation.of("", "must be a JSON object");
        }
        if (!tree.hasNonNull("version")) {
            throw ContractViolation.of("version", "is required").about(productIdIn(tree));
        }
        JsonNode version = tree.path("version");
        if (!version.isIntegralNumber() || !version.canConvertToLong()) {
            throw ContractViolation.of("version", "must be a whole number of at most 63 bits")
                    .about(productIdIn(tree));
        }
        try {
            return MAPPER.treeToValue(tree, Product.class);
        } catch (JacksonException e) {
            throw violation(e).about(productIdIn(tree));
        }
    }

    /** The JSON as a tree, for those who look before they bind. */
    public static JsonNode tree(byte[] json) {
        try {
            return MAPPER.readTree(json);
        } catch (MismatchedInputException e) {
            throw ContractViolation.of("", "is followed by more text");
        } catch (JacksonException e) {
            throw violation(e);
        }
    }

    private static @Nullable String productIdIn(byte[] json) {
        try {
            return productIdIn(MAPPER.readTree(json));
        } catch (JacksonException e) {
            return null;
        }
    }

    private static @Nullable String productIdIn(JsonNode tree) {
        JsonNode id = tree.path("productId");
        return id.isString() ? id.stringValue() : null;
    }

    private static ContractViolation violation(JacksonException e) {
        if (e instanceof StreamConstraintsException) {
            return ContractViolation.of("", "nests too deeply or holds too much");
        }
        if (e instanceof InputCoercionException) {
            return ContractViolation.of("", "holds a number that is out of range");
        }
        if (e instanceof StreamReadException broken) {
            var at = broken.getLocation();
            return ContractViolation.of(
                    "", "is not valid JSON at line " + at.getLineNr() + ", column " + at.getColumnNr());
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ContractViolation refusal) {
                return refusal;
            }
        }
        String field = e.getPath().stream()
                .map(step -> step.getPropertyName() == null ? "[" + step.getIndex() + "]" : step.getPropertyName())
                .collect(Collectors.joining("."))
                .replace(".[", "[");
        return ContractViolation.of(field, e instanceof DatabindException ? "has the wrong type" : "cannot be read");
    }
}
