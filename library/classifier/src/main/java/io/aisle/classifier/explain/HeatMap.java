package io.aisle.classifier.explain;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How much each place of a picture speaks for a category.
 *
 * @param rows of the network's last feature map
 * @param columns of it
 * @param values row by row from the top, 0 to 1
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record HeatMap(int rows, int columns, float[] values) {
    /** Negative values are cut to 0, the largest becomes 1. */
    static HeatMap scaled(int rows, int columns, float[] raw) {
        float[] values = new float[raw.length];
        float most = 0;
        for (float value : raw) {
            most = Math.max(most, value);
        }
        for (int at = 0; at < raw.length; at++) {
            values[at] = most > 0 ? Math.max(0, raw[at]) / most : 0;
        }
        return new HeatMap(rows, columns, values);
    }

    /** Whether nothing in the picture speaks for the category. */
    boolean isCold() {
        return IntStream.range(0, values.length).noneMatch(at -> values[at] > 0);
    }

    /** Values of {@code edge * edge} pixels, bilinear between the centres of the map's cells. */
    float[] pixels(int edge) {
        float[] pixels = new float[edge * edge];
        for (int y = 0; y < edge; y++) {
            for (int x = 0; x < edge; x++) {
                pixels[y * edge + x] = at((y + 0.5f) * rows / edge - 0.5f, (x + 0.5f) * columns / edge - 0.5f);
            }
        }
        return pixels;
    }

    private float at(float row, float column) {
        float y = Math.min(Math.max(row, 0), rows - 1);
        float x = Math.min(Math.max(column, 0), columns - 1);
        int top = (int) y;
        int left = (int) x;
        int bottom = Math.min(top + 1, rows - 1);
        int right = Math.min(left + 1, columns - 1);
        float above = mix(cell(top, left), cell(top, right), x - left);
        return mix(above, mix(cell(bottom, left), cell(bottom, right), x - left), y - top);
    }

    private float cell(int row, int column) {
        return values[row * columns + column];
    }

    private static float mix(float from, float to, float share) {
        return from + (to - from) * share;
    }

    /** The hottest share of the pixels of a picture. */
    BitSet hottest(int edge, double share) {
        float[] pixels = pixels(edge);
        BitSet hottest = new BitSet(pixels.length);
        IntStream.range(0, pixels.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer at) -> -pixels[at]))
                .limit(Math.round(share * pixels.length))
                .forEach(hottest::set);
        return hottest;
    }

    /** The same area in the same shape, elsewhere: what leaves the picture on one side comes in on the other. */
    static BitSet moved(BitSet area, int edge, int down, int right) {
        BitSet moved = new BitSet(edge * edge);
        area.stream().forEach(at -> moved.set((at / edge + down) % edge * edge + (at % edge + right) % edge));
        return moved;
    }

    /** Rows of the map. */
    List<List<Double>> grid() {
        List<List<Double>> grid = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            int from = row * columns;
            grid.add(IntStream.range(from, from + columns)
                    .mapToObj(at -> (double) values[at])
                    .toList());
        }
        return grid;
    }
}
