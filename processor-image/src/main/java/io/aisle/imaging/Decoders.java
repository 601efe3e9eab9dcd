package io.aisle.imaging;

import io.aisle.contract.ImageFeatures;
import io.aisle.contract.ImageFeatures.Reason;
import io.aisle.contract.ImageFeatures.Unavailable;
import io.aisle.contract.ProductKey;
import io.aisle.delivery.HandlerTimeout;
import io.aisle.delivery.Watch;
import io.aisle.delivery.Workers;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Turns pictures into halves on threads of their own. Large ones take their turns on a single one: however many come, one
 * of them is in memory, and small ones do not wait for it. A decoder looks at its deadline by itself; one that does not
 * is given up. Thread-safe.
 */
final class Decoders {
    /** More than nearly every shop's picture has; at 6 bytes a pixel, the most a decoder needs, 48 MB. */
    private static final long LARGE = 8_000_000;

    private final BiFunction<ProductKey, byte[], ImageFeatures> decoder;
    private final ToLongFunction<byte[]> pixels;
    private final Watch watch;
    private final Workers threads;
    private final Scheduler large;
    private final Duration limit;

    /**
     * @param pixels tells from a picture's header how many it has
     * @param large a single thread
     */
    Decoders(
            BiFunction<ProductKey, byte[], ImageFeatures> decoder,
            ToLongFunction<byte[]> pixels,
            Watch watch,
            Workers threads,
            Scheduler large,
            Duration deadline) {
        this.decoder = decoder;
        this.pixels = pixels;
        this.watch = watch;
        this.threads = threads;
        this.large = large;
        this.limit = deadline.multipliedBy(2);
    }

    /** The half of a product whose picture has these bytes. */
    Mono<ImageFeatures> half(ProductKey key, byte[] bytes) {
        return Mono.defer(() -> watch.call(
                        pixels.applyAsLong(bytes) < LARGE ? threads.scheduler() : large,
                        limit,
                        "decode: " + key,
                        Mono.fromCallable(() -> decoder.apply(key, bytes))))
                .onErrorReturn(
                        HandlerTimeout.class, new Unavailable(key, Reason.UNDECODABLE, "takes too long to decode"));
    }
}
