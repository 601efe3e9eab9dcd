package io.aisle.features.image;

import java.util.Arrays;

/**
 * Mean-block hash (Yang, Gu, Niu: "Block Mean Value Based Image Perceptual Hashing", IIH-MSP 2006, method 1): the
 * picture in 8 x 8 blocks, one bit for each, set when the block's mean brightness is at least the median of all. Near
 * duplicates differ in few bits.
 */
final class BlockHash {
    private static final int EDGE = 8;

    private BlockHash() {}

    /** 16 hex digits, the first block is the highest bit. */
    static String of(Pixels picture) {
        int[] blocks = brightness(AreaResize.resize(picture, EDGE, EDGE));
        int[] sorted = blocks.clone();
        Arrays.sort(sorted);
        int twiceMedian = sorted[blocks.length / 2 - 1] + sorted[blocks.length / 2];
        long hash = 0;
        for (int block : blocks) {
            hash = hash << 1 | (2 * block >= twiceMedian ? 1 : 0);
        }
        return String.format("%016x", hash);
    }

    /** Luma of ITU-R BT.601, in thousandths. */
    private static int[] brightness(Pixels picture) {
        return Arrays.stream(picture.rgb())
                .map(rgb -> 299 * (rgb >> 16 & 0xff) + 587 * (rgb >> 8 & 0xff) + 114 * (rgb & 0xff))
                .toArray();
    }
}
