package io.aisle.features.image;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Arrays;

/**
 * Opaque pixels.
 *
 * @param width pixels in a row
 * @param height rows
 * @param rgb row by row, {@code 0xRRGGBB}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Pixels(int width, int height, int[] rgb) {
    private static final int WHITE = 0xffffff;

    /** Any picture in sRGB, what is transparent over white. */
    static Pixels of(BufferedImage picture) {
        BufferedImage opaque = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = opaque.createGraphics();
        canvas.drawImage(picture, 0, 0, Color.WHITE, null);
        canvas.dispose();
        return new Pixels(opaque.getWidth(), opaque.getHeight(), ints(opaque));
    }

    /** The same pixels as a picture of Java2D. */
    BufferedImage toImage() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        System.arraycopy(rgb, 0, ints(image), 0, rgb.length);
        return image;
    }

    /** A square that shows the whole picture in its middle, undistorted, white beside it. */
    Pixels letterboxed(int size) {
        int longest = Math.max(width, height);
        int fitWidth = Math.max(1, Math.round((float) width * size / longest));
        int fitHeight = Math.max(1, Math.round((float) height * size / longest));
        Pixels fit = AreaResize.resize(this, fitWidth, fitHeight);
        int[] square = new int[size * size];
        Arrays.fill(square, WHITE);
        int left = (size - fitWidth) / 2;
        int top = (size - fitHeight) / 2;
        for (int y = 0; y < fitHeight; y++) {
            System.arraycopy(fit.rgb, y * fitWidth, square, (top + y) * size + left, fitWidth);
        }
        return new Pixels(size, size, square);
    }

    private static int[] ints(BufferedImage image) {
        return ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    }
}
