package io.aisle.contract;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The image half: a picture of the model's input size, or why there is none. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ImageFeatures.Picture.class, name = "picture"),
    @JsonSubTypes.Type(value = ImageFeatures.Unavailable.class, name = "unavailable")
})
public sealed interface ImageFeatures extends Features {

    /**
     * A decoded, oriented, resized and re-encoded picture.
     *
     * @param key the product version
     * @param jpeg baseline JPEG of {@code size} x {@code size} pixels, RGB, made by this project from the original
     * @param size edge in pixels
     * @param sha256 SHA-256 (hex) of the original bytes
     * @param blockHash 64-bit mean-block hash (16 hex digits) of the picture
     */
    record Picture(ProductKey key, byte[] jpeg, int size, String sha256, String blockHash) implements ImageFeatures {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Picture that
                    && key.equals(that.key)
                    && size == that.size
                    && sha256.equals(that.sha256)
                    && blockHash.equals(that.blockHash)
                    && Arrays.equals(jpeg, that.jpeg);
        }

        @Override
        public int hashCode() {
            return key.hashCode();
        }

        @Override
        public String toString() {
            return "Picture[" + key + ", " + size + " px, " + jpeg.length + " bytes]";
        }
    }

    /**
     * No picture, and why.
     *
     * @param key the product version
     * @param reason the closed set of causes
     * @param detail one line for people, without addresses inside the network
     */
    record Unavailable(ProductKey key, Reason reason, String detail) implements ImageFeatures {}

    /** Why a picture is unavailable. Stored with the classification in lower case with hyphens. */
    enum Reason {
        /** The event carried neither picture nor address. */
        NO_PICTURE,
        /** The event is a tombstone. */
        DELETED,
        /** The address leads inside: loopback, private, link-local or another non-global network. */
        FORBIDDEN_ADDRESS,
        /** The host does not exist, refused, or broke the connection, after bounded retries. */
        UNREACHABLE,
        /** The host answered too slowly. */
        TIMEOUT,
        /** The host answered with a status other than 200. */
        HTTP_STATUS,
        /** More bytes than allowed. */
        TOO_MANY_BYTES,
        /** More pixels, frames or a more extreme aspect than allowed. */
        TOO_MANY_PIXELS,
        /** The bytes are of no known picture format. */
        NOT_A_PICTURE,
        /** A known format, but broken. */
        UNDECODABLE;

        /** The word that is stored and shown, such as {@code not-a-picture}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
