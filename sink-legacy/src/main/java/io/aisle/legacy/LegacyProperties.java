package io.aisle.legacy;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How rows are written. The database itself is named by spring.datasource.
 *
 * @param batchSize most rows of one transaction; the prefetch must not be smaller
 * @param batchDelay how long the first row of a transaction waits for company
 * @param concurrency how many transactions may be under way at the same time; also the size of the connection pool
 * @param timeout longest wait for a connection before the database counts as down; the rows are held meanwhile. An
 *     embedded H2 gets half a minute at least
 */
@ConfigurationProperties("aisle.legacy")
public record LegacyProperties(
        @DefaultValue("500") int batchSize,
        @DefaultValue("50ms") Duration batchDelay,
        @DefaultValue("2") int concurrency,
        @DefaultValue("5s") Duration timeout) {
    public LegacyProperties {
        if (batchSize < 1 || concurrency < 1) {
            throw new IllegalArgumentException("aisle.legacy: batch-size (" + batchSize + ") and concurrency ("
                    + concurrency + ") must be at least 1");
        }
    }
}
