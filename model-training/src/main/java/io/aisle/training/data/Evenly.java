package io.aisle.training.data;

import java.util.stream.IntStream;

/** Some of many, from all over them: files are often sorted by category, and their first products stand for nothing. */
public final class Evenly {
    private Evenly() {}

    /** At most so many of them, in their order and with equal gaps. */
    public static int[] of(int[] products, int most) {
        int some = Math.min(products.length, most);
        return IntStream.range(0, some)
                .map(at -> products[(int) ((long) at * products.length / some)])
                .toArray();
    }
}
