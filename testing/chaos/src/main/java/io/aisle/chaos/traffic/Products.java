package io.aisle.chaos.traffic;

import io.aisle.catalogue.SampleCatalogue;
import io.aisle.contract.Codec;
import io.aisle.contract.Product;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.node.ObjectNode;

/** Products with small pictures, drawn once and sent under many ids. */
public final class Products {
    private static final long SEED = 31_415;
    private static final int DRAWN = 250;
    private static final int SMALLEST = 64;
    private static final int LARGEST = 96;

    private final List<byte[]> shapes = SampleCatalogue.of(SEED)
            .withPictures(SMALLEST, LARGEST)
            .products(DRAWN)
            .parallel()
            .map(labelled -> Codec.encode(labelled.product()))
            .toList();

    /** A product event as one line of JSON, without its line end. */
    byte[] line(String productId, long version, Random random) {
        var event = (ObjectNode) Codec.tree(shapes.get(random.nextInt(shapes.size())));
        event.put("productId", productId);
        event.put("version", version);
        return Codec.encode(event);
    }

    /** The same with another picture. */
    byte[] line(String productId, long version, byte[] picture, Random random) {
        var event = (ObjectNode) Codec.tree(line(productId, version, random));
        event.put("image", picture);
        return Codec.encode(event);
    }

    /** The product is gone. */
    static byte[] tombstone(String productId, long version) {
        return ("{\"schemaVersion\":\"" + Product.SCHEMA_VERSION + "\",\"productId\":\"" + productId + "\",\"version\":"
                        + version + ",\"deleted\":true}")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    /** A line that no source may accept. */
    static byte[] malformed(String productId) {
        return ("{\"productId\":\"" + productId + "\",\"version\":\"seven\"")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
