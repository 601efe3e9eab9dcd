package io.aisle.features.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How a camera was held: EXIF tag 0x0112 (CIPA DC-008, 4.6.4), values 1 to 8.
 *
 * @param value 1 is upright
 */
record Orientation(int value) {
    static final Orientation UPRIGHT = new Orientation(1);

    private static final int TAG = 0x0112;
    private static final int START_OF_SCAN = 0xda;
    private static final int APP1 = 0xe1;
    private static final long EXIF = 0x457869660000L;
    /** A first directory has about a dozen entries; more are not worth a look. */
    private static final int MOST_ENTRIES = 200;

    /** Of a JPEG; upright when it does not say, or says nonsense. Other formats do not carry it in practice. */
    static Orientation of(byte[] jpeg) {
        try {
            return inSegments(ByteBuffer.wrap(jpeg));
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            return UPRIGHT;
        }
    }

    /** Whether rows become columns. */
    boolean isTransposed() {
        return value >= 5;
    }

    /** The picture as it should be seen. */
    Pixels apply(Pixels seen) {
        if (value == 1) {
            return seen;
        }
        int width = isTransposed() ? seen.height() : seen.width();
        int height = isTransposed() ? seen.width() : seen.height();
        int[] rgb = new int[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                rgb[y * width + x] = seen.rgb()[source(x, y, seen.width(), seen.height())];
            }
        }
        return new Pixels(width, height, rgb);
    }

    /** Index of the stored pixel that is seen at x, y. */
    private int source(int x, int y, int width, int height) {
        return switch (value) {
            case 2 -> y * width + width - 1 - x;
            case 3 -> (height - 1 - y) * width + width - 1 - x;
            case 4 -> (height - 1 - y) * width + x;
            case 5 -> x * width + y;
            case 6 -> (height - 1 - x) * width + y;
            case 7 -> (height - 1 - x) * width + width - 1 - y;
            case 8 -> x * width + width - 1 - y;
            default -> y * width + x;
        };
    }

    private static Orientation inSegments(ByteBuffer jpeg) {
        int at = 2;
        while ((jpeg.get(at) & 0xff) == 0xff) {
            int marker = jpeg.get(at + 1) & 0xff;
            int length = jpeg.getShort(at + 2) & 0xffff;
            if (marker == START_OF_SCAN) {
                return UPRIGHT;
            }
            if (marker == APP1 && length >= 16 && jpeg.getLong(at + 4) >>> 16 == EXIF) {
                return inTiff(jpeg.slice(at + 10, length - 8));
            }
            at += 2 + length;
        }
        return UPRIGHT;
    }

    private static Orientation inTiff(ByteBuffer tiff) {
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        int entries = Math.min(tiff.getShort(directory) & 0xffff, MOST_ENTRIES);
        for (int entry = 0; entry < entries; entry++) {
            int at = directory + 2 + 12 * entry;
            if ((tiff.getShort(at) & 0xffff) == TAG) {
                int value = tiff.getShort(at + 8) & 0xffff;
                return value >= 1 && value <= 8 ? new Orientation(value) : UPRIGHT;
            }
        }
        return UPRIGHT;
    }
}
