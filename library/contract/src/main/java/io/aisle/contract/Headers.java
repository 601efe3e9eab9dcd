package io.aisle.contract;

/** Names of the message headers; values are strings, numbers as decimal digits, times as ISO-8601. */
public final class Headers {
    /** What the payload is: one of the {@code KIND_*} words. Producers on {@code :features} route by it. */
    public static final String KIND = "aisle-kind";
    /** The product's id; partitions are chosen by it. */
    public static final String PRODUCT_ID = "aisle-product-id";
    /** The product's version. */
    public static final String VERSION = "aisle-version";
    /** When the source accepted the event. */
    public static final String ACCEPTED_AT = "aisle-accepted-at";
    /** W3C trace context, handed through unchanged. */
    public static final String TRACE_PARENT = "traceparent";

    /** A {@link Product}. */
    public static final String KIND_PRODUCT = "product";
    /** A {@link TextFeatures}. */
    public static final String KIND_TEXT = "text";
    /** An {@link ImageFeatures}. */
    public static final String KIND_IMAGE = "image";
    /** A {@link Classification}. */
    public static final String KIND_CATEGORY = "category";
    /** A {@link DeadLetter}. */
    public static final String KIND_DEAD_LETTER = "dead-letter";

    private Headers() {}
}
