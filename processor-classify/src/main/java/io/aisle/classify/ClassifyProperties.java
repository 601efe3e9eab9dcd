package io.aisle.classify;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How products are classified.
 *
 * @param engine what computes the network: onnx or dl4j
 * @param model directory of the model release; empty for the one that is built in
 * @param partitions fixed number of partitions of the features; the same for every processor that writes them
 * @param instances how many instances of this app share the partitions
 * @param instance this instance, from 0
 * @param joinTimeout how long one half waits for the other before it is dead-lettered; a safety net, not a schedule
 * @param remembered how many classified product versions are remembered, so that late duplicates of a half are dropped
 */
@ConfigurationProperties("aisle.classify")
public record ClassifyProperties(
        @DefaultValue("onnx") String engine,
        @Nullable String model,
        @DefaultValue("6") int partitions,
        @DefaultValue("1") int instances,
        @DefaultValue("0") int instance,
        @DefaultValue("15m") Duration joinTimeout,
        @DefaultValue("100000") int remembered) {
    public ClassifyProperties {
        if (instance < 0 || instance >= instances || instances > partitions) {
            throw new IllegalArgumentException("aisle.classify: instance " + instance + " of " + instances
                    + " cannot have a share of " + partitions + " partitions");
        }
    }
}
