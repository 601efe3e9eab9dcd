package io.aisle.source;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What is let in, and how much of it at a time.
 *
 * @param queue RabbitMQ exchange that others publish product events to; empty for none
 * @param queueConcurrency product events from that exchange under way at a time
 * @param maxLineSize largest product event: a line, an array element or a single object; larger ones get 413
 * @param maxBodySize largest body of an application/json request; newline-delimited bodies may be endless
 * @param maxArrayElements most elements of a JSON array
 * @param publishConcurrency product events of one request under way to the broker at a time
 * @param maxInFlight product events of all requests together under way to the broker; beyond it they get 503
 * @param maxGathered product events of all requests together that are still arriving; beyond it they get 503
 * @param readTimeout longest silence of a sender in the middle of its request
 * @param retryAfter what a 503 tells the sender to wait, and how long the broker is left alone after it failed
 */
@ConfigurationProperties("aisle.source")
record SourceProperties(
        @DefaultValue("") String queue,
        @DefaultValue("64") int queueConcurrency,
        @DefaultValue("2MB") DataSize maxLineSize,
        @DefaultValue("16MB") DataSize maxBodySize,
        @DefaultValue("1000") int maxArrayElements,
        @DefaultValue("32") int publishConcurrency,
        @DefaultValue("64MB") DataSize maxInFlight,
        @DefaultValue("32MB") DataSize maxGathered,
        @DefaultValue("60s") Duration readTimeout,
        @DefaultValue("1s") Duration retryAfter) {

    /** A picture of 1 MiB is 1.4 million letters of base64. */
    private static final DataSize LARGEST_LINE = DataSize.ofMegabytes(16);

    SourceProperties {
        require(queueConcurrency > 0, "queue-concurrency", "must be at least 1");
        require(isBetween(1, maxLineSize, LARGEST_LINE.toBytes()), "max-line-size", "must be 1 B to 16 MB");
        require(maxBodySize.compareTo(maxLineSize) >= 0, "max-body-size", "must not be smaller than max-line-size");
        require(maxArrayElements > 0, "max-array-elements", "must be at least 1");
        require(publishConcurrency > 0, "publish-concurrency", "must be at least 1");
        require(maxInFlight.compareTo(maxLineSize) >= 0, "max-in-flight", "must not be smaller than max-line-size");
        require(maxGathered.compareTo(maxLineSize) >= 0, "max-gathered", "must not be smaller than max-line-size");
        require(readTimeout.toMillis() > 0, "read-timeout", "must be longer than nothing");
        require(retryAfter.toSeconds() > 0, "retry-after", "must be at least 1 s");
    }

    private static boolean isBetween(long least, DataSize size, long most) {
        return size.toBytes() >= least && size.toBytes() <= most;
    }

    private static void require(boolean fulfilled, String key, String problem) {
        if (!fulfilled) {
            throw new IllegalArgumentException("aisle.source." + key + ": " + problem);
        }
    }
}
