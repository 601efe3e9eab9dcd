package io.aisle.sink.mongo;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where and how the answers are stored.
 *
 * @param database database to use when the address (spring.mongodb.uri) names none
 * @param products collection of the products, one document each
 * @param deadLetters collection of the dead letters of all stages
 * @param batchSize most documents of one bulk write; the prefetch must not be smaller
 * @param batchDelay how long the first document of a bulk waits for company
 * @param concurrency how many bulk writes may be under way at the same time
 * @param timeout longest wait for a server before it counts as down; the documents are held meanwhile
 */
@ConfigurationProperties("aisle.mongo")
public record MongoProperties(
        @DefaultValue("aisle") String database,
        @DefaultValue("products") String products,
        @DefaultValue("dead_letters") String deadLetters,
        @DefaultValue("500") int batchSize,
        @DefaultValue("50ms") Duration batchDelay,
        @DefaultValue("2") int concurrency,
        @DefaultValue("5s") Duration timeout) {
    public MongoProperties {
        if (batchSize < 1 || concurrency < 1) {
            throw new IllegalArgumentException("aisle.mongo: batch-size (" + batchSize + ") and concurrency ("
                    + concurrency + ") must be at least 1");
        }
    }
}
