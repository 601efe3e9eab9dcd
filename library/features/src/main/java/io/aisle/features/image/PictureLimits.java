package io.aisle.features.image;

import java.time.Duration;

/**
 * What a stranger's picture may cost. All but the deadline are read from its header, before any pixel is allocated.
 *
 * @param maxBytes most bytes of the file
 * @param maxPixels most pixels, width times height
 * @param maxAspect longest edge over shortest edge; a ribbon shows no product
 * @param maxFrames most frames of an animation, of which only the first is decoded
 * @param deadline longest time to decode one picture
 */
public record PictureLimits(int maxBytes, long maxPixels, int maxAspect, int maxFrames, Duration deadline) {
    /** 10 MiB, 40 million pixels (a real catalogue holds one of 93.7 million), 20 : 1, 1,000 frames, 5 seconds. */
    public static final PictureLimits DEFAULT =
            new PictureLimits(10 << 20, 40_000_000, 20, 1_000, Duration.ofSeconds(5));

    public PictureLimits {
        if (maxBytes < 1 || maxPixels < 1 || maxAspect < 1 || maxFrames < 1 || deadline.isNegative()) {
            throw new IllegalArgumentException("picture limits: must be positive");
        }
    }
}
