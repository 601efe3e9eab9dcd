package io.aisle.features.image;

import io.aisle.contract.ImageFeatures;
import io.aisle.contract.ProductKey;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Pictures to image halves: checked, decoded, turned upright, on white, shown whole in a square (white beside it,
 * never squashed: shape is what tells a rod from a reel), re-encoded as JPEG. The same bytes give the same half. Never
 * fails: what cannot be used is {@code Unavailable} with its reason. Thread-safe; takes milliseconds of its caller's
 * thread.
 */
public final class ImageFeatureExtractor {
    /** Below this nobody recognises anything; above it a half outgrows its message. */
    private static final int SMALLEST = 16;

    private static final int LARGEST = 1024;

    private final int size;
    private final PictureDecoder decoder;

    /** @param size edge of the pictures in pixels, the model's input size */
    public ImageFeatureExtractor(int size) {
        this(size, PictureLimits.DEFAULT);
    }

    /**
     * @param size edge of the pictures in pixels, the model's input size
     * @param limits what a picture may cost
     */
    public ImageFeatureExtractor(int size, PictureLimits limits) {
        if (size < SMALLEST || size > LARGEST) {
            throw new IllegalArgumentException(
                    "picture size: must be " + SMALLEST + " to " + LARGEST + " pixels, is " + size);
        }
        this.size = size;
        this.decoder = new PictureDecoder(limits);
    }

    /** The image half of a product version whose picture has these bytes. */
    public ImageFeatures extract(ProductKey key, byte[] bytes) {
        try {
            Pixels picture = decoder.decode(bytes, size);
            byte[] jpeg = JpegEncoder.encode(picture.letterboxed(size).toImage());
            return new ImageFeatures.Picture(key, jpeg, size, sha256(bytes), BlockHash.of(picture));
        } catch (PictureRefused e) {
            return new ImageFeatures.Unavailable(key, e.reason(), e.detail());
        }
    }

    /**
     * A half made for another size in this one; its hashes stay those of the original. From a smaller picture it is as
     * blurred as that was. A half whose picture cannot be read stays as it is.
     */
    public ImageFeatures.Picture resized(ImageFeatures.Picture half) {
        if (half.size() == size) {
            return half;
        }
        try {
            Pixels picture = decoder.decode(half.jpeg(), size);
            byte[] jpeg = JpegEncoder.encode(picture.letterboxed(size).toImage());
            return new ImageFeatures.Picture(half.key(), jpeg, size, half.sha256(), half.blockHash());
        } catch (PictureRefused e) {
            return half;
        }
    }

    /** Pixels of the picture with these bytes as its header says, by which its cost is known before it is paid. */
    public long pixels(byte[] bytes) {
        return decoder.pixels(bytes);
    }

    /** SHA-256 (hex) of a picture's original bytes, by which equal pictures are known. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }
}
