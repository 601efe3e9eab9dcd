package io.aisle.cli.send;

import io.aisle.contract.ProductKey;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * One line of what is to be sent, good or bad: judging it is the source's business.
 *
 * @param number its number in the file, from 1
 * @param json its bytes, without the line's end
 * @param key the product version it speaks of, where that much can be read
 */
public record Line(long number, byte[] json, @Nullable ProductKey key) {
    private static final JsonFactory JSON = new JsonFactory();

    /** Looks for id and version, also in a line that turns out to be broken further on. */
    public static Line of(long number, byte[] json) {
        return new Line(number, json, keyIn(json));
    }

    private static @Nullable ProductKey keyIn(byte[] json) {
        String productId = null;
        Long version = null;
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while ((productId == null || version == null) && parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                if (field.equals("productId") && value == JsonToken.VALUE_STRING) {
                    productId = parser.getString();
                } else if (field.equals("version") && value == JsonToken.VALUE_NUMBER_INT) {
                    version = parser.getLongValue();
                } else {
                    parser.skipChildren();
                }
            }
        } catch (JacksonException e) {
            return null;
        }
        return productId == null || version == null ? null : new ProductKey(productId, version);
    }
}
