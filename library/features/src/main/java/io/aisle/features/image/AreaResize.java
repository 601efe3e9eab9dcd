package io.aisle.features.image;

import java.util.Arrays;

/**
 * Area averaging: a pixel of the result is the mean of the rectangle it covers, edges counted by their share. It is
 * done here, not by Java2D, because its result must be the same on every platform. Source rows are added up where they
 * lie in memory, then each sum is cut into columns.
 */
final class AreaResize {
    private static final int CHANNELS = 3;

    private AreaResize() {}

    /** The picture in another size, both edges at least 1 pixel. */
    static Pixels resize(Pixels source, int width, int height) {
        if (source.width() == width && source.height() == height) {
            return source;
        }
        int[] rgb = new int[width * height];
        float[] band = new float[CHANNELS * source.width()];
        for (int y = 0; y < height; y++) {
            addRows(source, band, (double) y * source.height() / height, (double) (y + 1) * source.height() / height);
            addColumns(band, rgb, y * width, width);
        }
        return new Pixels(width, height, rgb);
    }

    /** The mean of the source's rows between two heights, red, green and blue of each column. */
    private static void addRows(Pixels source, float[] band, double from, double to) {
        Arrays.fill(band, 0);
        int last = Math.min(source.height() - 1, (int) Math.ceil(to) - 1);
        for (int row = (int) from; row <= last; row++) {
            float share = share(row, from, to);
            int start = row * source.width();
            for (int x = 0; x < source.width(); x++) {
                int pixel = source.rgb()[start + x];
                band[CHANNELS * x] += share * (pixel >> 16 & 0xff);
                band[CHANNELS * x + 1] += share * (pixel >> 8 & 0xff);
                band[CHANNELS * x + 2] += share * (pixel & 0xff);
            }
        }
    }

    private static void addColumns(float[] band, int[] rgb, int start, int width) {
        int columns = band.length / CHANNELS;
        for (int x = 0; x < width; x++) {
            rgb[start + x] = mean(band, (double) x * columns / width, (double) (x + 1) * columns / width);
        }
    }

    private static int mean(float[] band, double from, double to) {
        int last = Math.min(band.length / CHANNELS - 1, (int) Math.ceil(to) - 1);
        float red = 0;
        float green = 0;
        float blue = 0;
        for (int column = (int) from; column <= last; column++) {
            float share = share(column, from, to);
            red += share * band[CHANNELS * column];
            green += share * band[CHANNELS * column + 1];
            blue += share * band[CHANNELS * column + 2];
        }
        return Math.round(red) << 16 | Math.round(green) << 8 | Math.round(blue);
    }

    /** How much of the whole a cell of length 1 is. */
    private static float share(int cell, double from, double to) {
        return (float) ((Math.min(to, cell + 1) - Math.max(from, cell)) / (to - from));
    }
}
