package io.aisle.imaging;

import io.aisle.contract.Codec;
import io.aisle.contract.Headers;
import io.aisle.contract.ImageFeatures;
import io.aisle.contract.ImageFeatures.Reason;
import io.aisle.contract.ImageFeatures.Unavailable;
import io.aisle.contract.Product;
import io.aisle.contract.ProductKey;
import io.aisle.delivery.Outcome;
import io.aisle.delivery.Outgoing;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Makes exactly one image half of every product event: a picture, or why there is none. Thread-safe. */
final class ImageHalves {
    private static final Logger log = LoggerFactory.getLogger(ImageHalves.class);

    private final PictureFetcher fetcher;
    private final Decoders decoders;
    private final MeterRegistry meters;

    ImageHalves(PictureFetcher fetcher, Decoders decoders, MeterRegistry meters) {
        this.fetcher = fetcher;
        this.decoders = decoders;
        this.meters = meters;
    }

    /**
     * What this app does to a message.
     *
     * @return fails with {@code ContractViolation} when the bytes are no product event
     */
    Mono<Outcome> outcome(byte[] event) {
        return Mono.fromCallable(() -> Codec.product(event)).flatMap(this::half).map(ImageHalves::emit);
    }

    /** The half of a product; never fails. */
    Mono<ImageFeatures> half(Product product) {
        ProductKey key = product.key();
        return bytes(product)
                .flatMap(bytes -> decoders.half(key, bytes))
                .onErrorResume(FetchFailed.class, e -> unavailable(key, e.reason(), e.detail()))
                .onErrorResume(RuntimeException.class, e -> unforeseen(key, e))
                .doOnNext(this::count);
    }

    private Mono<byte[]> bytes(Product product) {
        byte[] inline = product.image();
        String address = product.imageUrl();
        if (product.deleted()) {
            return Mono.error(FetchFailed.none(Reason.DELETED, "the product is deleted"));
        }
        if (inline != null) {
            return Mono.just(inline);
        }
        return address == null
                ? Mono.error(FetchFailed.none(Reason.NO_PICTURE, "the event has neither picture nor address"))
                : fetcher.fetch(address);
    }

    /** Without its half a product would wait in vain; with this one it is classified by its words. */
    private static Mono<ImageFeatures> unforeseen(ProductKey key, RuntimeException error) {
        log.warn("image: a picture failed in an unforeseen way ({})", key, error);
        return unavailable(key, Reason.UNDECODABLE, error.getClass().getSimpleName());
    }

    private static Mono<ImageFeatures> unavailable(ProductKey key, Reason reason, String detail) {
        log.debug("image: {}: {} ({})", reason.word(), detail, key);
        return Mono.just(new Unavailable(key, reason, detail));
    }

    private void count(ImageFeatures half) {
        String outcome = half instanceof Unavailable none ? none.reason().word() : "picture";
        meters.counter("aisle.image.halves", "outcome", outcome).increment();
    }

    private static Outcome emit(ImageFeatures half) {
        Map<String, String> headers = Map.of(
                Headers.KIND, Headers.KIND_IMAGE,
                Headers.PRODUCT_ID, half.key().productId(),
                Headers.VERSION, Long.toString(half.key().version()));
        return new Outcome.Emit(new Outgoing(Codec.encode(half), headers));
    }
}
