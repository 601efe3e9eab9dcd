package io.aisle.cli.replay;

import io.aisle.contract.Headers;
import org.jspecify.annotations.Nullable;

/** What a letter carries, as far as it decides how its product version is sent again. */
enum Content {
    /** The product event, addressed to both branches or to the source before them: both halves are made anew. */
    EVENT,
    /** One of the two halves that the classifier joins; without the other it waits in vain. */
    TEXT,
    IMAGE,
    /** Anything that goes on by itself, such as a classification. */
    OTHER;

    /** The exchange behind the source, from which both branches read. */
    private static final String PRODUCTS = "products";

    /** @param kind the letter's {@value Headers#KIND} header; null when it has none */
    static Content of(String stage, String exchange, @Nullable String kind) {
        if (Headers.KIND_TEXT.equals(kind)) {
            return TEXT;
        }
        if (Headers.KIND_IMAGE.equals(kind)) {
            return IMAGE;
        }
        return stage.equals("source") || exchange.equals(PRODUCTS) ? EVENT : OTHER;
    }

    boolean isHalf() {
        return this == TEXT || this == IMAGE;
    }
}
