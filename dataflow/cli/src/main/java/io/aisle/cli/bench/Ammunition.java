package io.aisle.cli.bench;

import io.aisle.catalogue.LabelledProduct;
import io.aisle.catalogue.SampleCatalogue;
import io.aisle.contract.Codec;
import io.aisle.contract.Product;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * Products with pictures of 300 to 1000 pixels, drawn once and fired many times. Each shot is a product of its own and
 * a picture of its own: a comment in the JPEG differs, so no cache by content answers for the decoder.
 */
final class Ammunition {
    private static final long SEED = 77_001;

    private final List<Shell> shells;

    private Ammunition(List<Shell> shells) {
        this.shells = shells;
    }

    /**
     * @param head the product's JSON up to its id
     * @param tail the rest of it, up to the closing brace
     * @param picture a JPEG
     */
    private record Shell(String head, String tail, byte[] picture) {
        static Shell of(LabelledProduct labelled) {
            Product product = labelled.product();
            String json = new String(Codec.encode(product.withoutImage()), StandardCharsets.UTF_8);
            String id = "\"productId\":\"" + product.productId() + "\"";
            int at = json.indexOf(id);
            String head = json.substring(0, at);
            String tail = json.substring(at + id.length(), json.length() - 1);
            return new Shell(head, tail, Objects.requireNonNull(product.image()));
        }

        byte[] line(String productId) {
            String picture = Base64.getEncoder().encodeToString(withComment(productId));
            return (head + "\"productId\":\"" + productId + "\"" + tail + ",\"image\":\"" + picture + "\"}\n")
                    .getBytes(StandardCharsets.UTF_8);
        }

        /** Behind the two bytes that begin every JPEG: a comment segment (ISO 10918-1, marker FFFE). */
        private byte[] withComment(String comment) {
            byte[] text = comment.getBytes(StandardCharsets.US_ASCII);
            ByteBuffer segment = ByteBuffer.allocate(4 + text.length)
                    .putShort((short) 0xFFFE)
                    .putShort((short) (2 + text.length))
                    .put(text);
            var jpeg = new ByteArrayOutputStream(picture.length + 4 + text.length);
            jpeg.write(picture, 0, 2);
            jpeg.writeBytes(segment.array());
            jpeg.write(picture, 2, picture.length - 2);
            return jpeg.toByteArray();
        }
    }

    /** Draws the pictures, on all cores. */
    static Ammunition draw(int pictures) {
        return new Ammunition(SampleCatalogue.of(SEED)
                .products(pictures)
                .parallel()
                .map(Shell::of)
                .toList());
    }

    static String productId(long shot) {
        return "bench-" + shot;
    }

    /** The line of one product, with its line end. */
    byte[] line(long shot) {
        return shells.get((int) (shot % shells.size())).line(productId(shot));
    }

    /** Mean size of a line. */
    long meanBytes() {
        int sample = Math.min(50, shells.size());
        long sum = 0;
        for (int shot = 0; shot < sample; shot++) {
            sum += line(shot).length;
        }
        return sum / sample;
    }
}
