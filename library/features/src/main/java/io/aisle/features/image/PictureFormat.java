package io.aisle.features.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The picture formats that are read, told by their first bytes; what a server or a file name says is not asked. */
enum PictureFormat {
    JPEG("jpeg", "\u00ff\u00d8\u00ff", 0, ""),
    PNG("png", "\u0089PNG\r\n\u001a\n", 0, ""),
    GIF("gif", "GIF8", 0, ""),
    WEBP("webp", "RIFF", 8, "WEBP"),
    BMP("bmp", "BM", 0, "");

    private final String readerName;
    private final byte[] magic;
    private final int secondAt;
    private final byte[] second;

    PictureFormat(String readerName, String magic, int secondAt, String second) {
        this.readerName = readerName;
        this.magic = magic.getBytes(StandardCharsets.ISO_8859_1);
        this.secondAt = secondAt;
        this.second = second.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The format these bytes begin as; empty when they are no picture. */
    static Optional<PictureFormat> sniff(byte[] bytes) {
        return Arrays.stream(values())
                .filter(format -> holds(bytes, 0, format.magic) && holds(bytes, format.secondAt, format.second))
                .findFirst();
    }

    /** The name under which ImageIO knows it. */
    String readerName() {
        return readerName;
    }

    private static boolean holds(byte[] bytes, int at, byte[] wanted) {
        return bytes.length >= at + wanted.length
                && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length);
    }
}
