package io.aisle.imaging;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How pictures are fetched and made ready.
 *
 * @param size edge in pixels of the pictures that are emitted; the input size of the model that classifies
 * @param maxBytes most bytes of an original picture
 * @param maxPixels most pixels of an original picture
 * @param decodeDeadline longest time to decode one picture
 * @param decoders threads that decode; 0 for one on each processor core
 * @param inFlight products that are fetched and decoded at once; bounds memory together with max-bytes
 * @param perHost connections to one host at once
 * @param connectTimeout longest wait for a connection
 * @param readTimeout longest silence of a host that is connected
 * @param fetchDeadline longest time for one picture's fetch, with redirects, retries and waiting for a connection; a
 *     process that stood still meanwhile takes it twice
 * @param retries further attempts after a failed connection or an answer of 500 and above
 * @param cacheSize memory for finished pictures, kept by the hash of their originals
 * @param allowedPorts ports that may be fetched from on global addresses
 * @param allowedNetworks networks such as 10.1.0.0/16 that may be fetched from although they are inside, on any port
 */
@ConfigurationProperties("aisle.image")
public record ImagingProperties(
        @DefaultValue("64") int size,
        @DefaultValue("8MB") DataSize maxBytes,
        @DefaultValue("40000000") long maxPixels,
        @DefaultValue("5s") Duration decodeDeadline,
        @DefaultValue("0") int decoders,
        @DefaultValue("32") int inFlight,
        @DefaultValue("8") int perHost,
        @DefaultValue("2s") Duration connectTimeout,
        @DefaultValue("5s") Duration readTimeout,
        @DefaultValue("15s") Duration fetchDeadline,
        @DefaultValue("2") int retries,
        @DefaultValue("64MB") DataSize cacheSize,
        @DefaultValue({"80", "443"}) Set<Integer> allowedPorts,
        @DefaultValue List<String> allowedNetworks) {
    public ImagingProperties {
        allowedPorts = Set.copyOf(allowedPorts);
        allowedNetworks = List.copyOf(allowedNetworks);
        positive(maxBytes.toBytes(), "max-bytes");
        positive(maxPixels, "max-pixels");
        positive(decodeDeadline.toMillis(), "decode-deadline");
        positive(inFlight, "in-flight");
        positive(perHost, "per-host");
        positive(connectTimeout.toMillis(), "connect-timeout");
        positive(readTimeout.toMillis(), "read-timeout");
        positive(fetchDeadline.toMillis(), "fetch-deadline");
        require(decoders >= 0, "decoders", "must not be negative");
        require(retries >= 0 && retries <= 10, "retries", "must be 0 to 10");
        require(maxBytes.toBytes() <= Integer.MAX_VALUE, "max-bytes", "must be below 2 GB");
        require(cacheSize.toBytes() >= 0, "cache-size", "must not be negative");
        allowedNetworks.forEach(Network::parse);
    }

    private static void positive(long value, String name) {
        require(value > 0, name, "must be positive");
    }

    private static void require(boolean fulfilled, String name, String problem) {
        if (!fulfilled) {
            throw new IllegalArgumentException("aisle.image." + name + ": " + problem);
        }
    }
}
