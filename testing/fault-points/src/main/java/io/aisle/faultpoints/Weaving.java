package io.aisle.faultpoints;

/**
 * Code of the agent that goes into a method of the apps when its class is loaded. Types are named and not referred to:
 * most are out of sight here, and each app has only some of them.
 *
 * @param type full name of the class
 * @param method name of the method, which must be there when the class is
 * @param advice the code, as Byte Buddy reads it; it is copied into the method and never run where it stands, so it
 *     holds no lambda, and calls only what the method may call or public methods of the agent
 */
record Weaving(String type, String method, Class<?> advice) {
    static final String PUBLISHER = "io.aisle.delivery.ConfirmedPublisher";
    static final String DELIVERY = "io.aisle.delivery.Delivery";
    static final String PRODUCT_STORE = "io.aisle.sink.mongo.ProductStore";
    static final String PRODUCT_DOCUMENT = "io.aisle.sink.mongo.ProductDocument";
    static final String PRODUCT_TABLE = "io.aisle.legacy.ProductTable";
    static final String TEXT_EXTRACTOR = "io.aisle.features.text.TextFeatureExtractor";
    static final String PICTURE_CACHE = "io.aisle.imaging.PictureCache";
}
