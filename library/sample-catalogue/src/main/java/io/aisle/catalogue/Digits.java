package io.aisle.catalogue;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;

/** Seven-segment numbers: prices in pictures without a font, which differ between machines. */
final class Digits {
    /** For each digit its lit segments, bit 0 to 6: top, upper right, lower right, bottom, lower left, upper left, middle. */
    private static final int[] LIT = {0x3F, 0x06, 0x5B, 0x4F, 0x66, 0x6D, 0x7D, 0x07, 0x7F, 0x6F};

    private Digits() {}

    /** Fills the number in the current colour, {@code height} units high, its upper left corner at x, y. */
    static void draw(Graphics2D board, int number, double x, double y, double height) {
        double left = x;
        for (char digit : String.valueOf(number).toCharArray()) {
            draw(board, LIT[digit - '0'], left, y, height / 2, height / 7);
            left += height * 0.7;
        }
    }

    private static void draw(Graphics2D board, int lit, double x, double y, double width, double pen) {
        double[][] segments = {
            {x, y, width, pen},
            {x + width - pen, y, pen, width},
            {x + width - pen, y + width, pen, width},
            {x, y + 2 * width - pen, width, pen},
            {x, y + width, pen, width},
            {x, y, pen, width},
            {x, y + width - pen / 2, width, pen}
        };
        for (int segment = 0; segment < segments.length; segment++) {
            if ((lit >> segment & 1) == 1) {
                double[] bar = segments[segment];
                board.fill(new Rectangle2D.Double(bar[0], bar[1], bar[2], bar[3]));
            }
        }
    }
}
