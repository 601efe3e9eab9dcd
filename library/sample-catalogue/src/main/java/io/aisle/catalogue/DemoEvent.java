package io.aisle.catalogue;

import io.aisle.contract.Category;
import io.aisle.contract.ImageFeatures.Reason;
import io.aisle.contract.ProductKey;
import org.jspecify.annotations.Nullable;

/**
 * One line of the demo's traffic, and what must become of it.
 *
 * @param kind why it is in the demo
 * @param json the line, without its end
 * @param key the product version it carries; null on a malformed line
 * @param offendingField the field its refusal must name, empty for the whole line; null when it must be accepted
 * @param unavailable why it can have no picture; null when it has one, or needs none
 * @param expected the leaf it belongs to; null on malformed lines and deletions
 */
public record DemoEvent(
        Kind kind,
        byte[] json,
        @Nullable ProductKey key,
        @Nullable String offendingField,
        @Nullable Reason unavailable,
        @Nullable Category expected) {

    /** Why an event is in the demo. */
    public enum Kind {
        /** One of the famous cases. */
        NAMED,
        /** An ordinary product. */
        PRODUCT,
        /** A product whose picture is broken, forbidden or missing. */
        BROKEN_PICTURE,
        /** The very bytes of an earlier event. */
        DUPLICATE,
        /** A version that is older than one already sent. */
        OUTDATED,
        /** A tombstone. */
        DELETION,
        /** A line that must be refused. */
        MALFORMED
    }

    /** Whether the source must accept it. */
    public boolean accepted() {
        return offendingField == null;
    }

    DemoEvent repeated() {
        return new DemoEvent(Kind.DUPLICATE, json, key, offendingField, unavailable, expected);
    }

    @Override
    public String toString() {
        return "DemoEvent[" + kind + ", " + key + ", " + json.length + " bytes]";
    }
}
