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
import reactor.core.publisher.Mono;

/**
 * Turns pictures into halves on threads of their own. A decoder looks at its deadline by itself; one that does not is
 * given up, and its thread replaced. Thread-safe.
 */
final class Decoders {
    private final BiFunction<ProductKey, byte[], ImageFeatures> decoder;
    private final Watch watch;
    private final Workers threads;
    private final Duration limit;

    Decoders(BiFunction<ProductKey, byte[], ImageFeatures> decoder, Watch watch, Workers threads, Duration deadline) {
        this.decoder = decoder;
        this.watch = watch;
        this.threads = threads;
        this.limit = deadline.multipliedBy(2);
    }

    /** The half of a product whose picture has these bytes. */
    Mono<ImageFeatures> half(ProductKey key, byte[] bytes) {
        return watch.call(
                        threads.scheduler(),
                        limit,
                        "decode: " + key,
                        Mono.fromCallable(() -> decoder.apply(key, bytes)))
                .onErrorReturn(
                        HandlerTimeout.class, new Unavailable(key, Reason.UNDECODABLE, "takes too long to decode"));
    }
}
