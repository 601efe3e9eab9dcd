package io.aisle.imaging;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.aisle.contract.ImageFeatures;
import io.aisle.contract.ImageFeatures.Picture;
import io.aisle.contract.ProductKey;
import io.aisle.features.image.ImageFeatureExtractor;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import org.springframework.util.unit.DataSize;

/** Finished pictures by the hash of their originals: many sellers show the same picture. Thread-safe. */
final class PictureCache {
    /** Strings, keys and the cache's own entry, roughly. */
    private static final int OVERHEAD = 500;

    private final ImageFeatureExtractor extractor;
    private final Cache<String, Picture> pictures;

    PictureCache(ImageFeatureExtractor extractor, DataSize size, MeterRegistry meters) {
        this.extractor = extractor;
        this.pictures = Caffeine.newBuilder()
                .maximumWeight(size.toBytes())
                .weigher((String hash, Picture picture) -> picture.jpeg().length + OVERHEAD)
                .recordStats()
                .build();
        CaffeineCacheMetrics.monitor(meters, pictures, "aisle.image.pictures");
    }

    /** The half of a product whose picture has these bytes; decodes them unless it did so before. */
    ImageFeatures half(ProductKey key, byte[] bytes) {
        String hash = ImageFeatureExtractor.sha256(bytes);
        Picture known = pictures.getIfPresent(hash);
        if (known != null) {
            return new Picture(key, known.jpeg(), known.size(), known.sha256(), known.blockHash());
        }
        ImageFeatures made = extractor.extract(key, bytes);
        if (made instanceof Picture picture) {
            pictures.put(hash, picture);
        }
        return made;
    }
}
