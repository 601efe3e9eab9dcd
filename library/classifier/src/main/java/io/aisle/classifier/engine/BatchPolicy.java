package io.aisle.classifier.engine;

import java.time.Duration;

/**
 * How many products an engine wants at once, and how long it pays to wait for them.
 *
 * @param maxSize most products of one batch
 * @param maxDelay longest wait of the first product for its neighbours
 * @param concurrency batches the engine works on at the same time; more callers wait
 */
public record BatchPolicy(int maxSize, Duration maxDelay, int concurrency) {
    public BatchPolicy {
        if (maxSize < 1 || concurrency < 1 || maxDelay.isNegative()) {
            throw new IllegalArgumentException(
                    "batch policy: needs a size and a concurrency of at least 1 and no negative delay");
        }
    }
}
