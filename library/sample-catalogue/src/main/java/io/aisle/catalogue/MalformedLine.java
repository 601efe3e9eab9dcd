package io.aisle.catalogue;

import io.aisle.contract.Product;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;

/** The ways a line can break the contract, and the field its refusal must name (empty: the whole line). */
enum MalformedLine {
    BROKEN_JSON("", draft -> Arrays.copyOf(draft.json(), 60)),
    NOT_AN_OBJECT("", draft -> "\"just a sentence\"".getBytes(StandardCharsets.UTF_8)),
    NO_NAME("name", draft -> draft.with("name", null).json()),
    NO_VERSION("version", draft -> draft.with("version", null).json()),
    NO_PRODUCT_ID("productId", draft -> draft.with("productId", null).json()),
    PRICE_IN_WORDS("price", draft -> draft.with("price", "만구천원").json()),
    NEGATIVE_PRICE("price", draft -> draft.with("price", -1L).json()),
    FUTURE_SCHEMA("schemaVersion", draft -> draft.with("schemaVersion", "2.0").json()),
    NEGATIVE_VERSION("version", draft -> draft.with("version", -3L).json()),
    STRANGE_ADDRESS(
            "imageUrl", draft -> draft.with("imageUrl", "file:///etc/passwd").json()),
    CATEGORY_IN_WORDS("mallCategory", draft -> draft.with("mallCategory", 7L).json()),
    HUGE_PICTURE("image", draft -> draft.with("image", new byte[Product.MAX_IMAGE_BYTES + 1])
            .json());

    private final String field;
    private final Function<Draft, byte[]> line;

    MalformedLine(String field, Function<Draft, byte[]> line) {
        this.field = field;
        this.line = line;
    }

    String field() {
        return field;
    }

    byte[] of(Draft draft) {
        return line.apply(draft);
    }
}
