package io.aisle.classify;

import io.aisle.classifier.ModelRelease;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How products are classified.
 *
 * @param engine what computes the network: onnx, onnx-int8 or dl4j
 * @param model directory of the model release; empty for the one that is built in
 * @param models directory of a registry of releases, whose serving.json says who answers; until something is promoted
 *     in it, or when this is empty, the model above answers
 * @param modelsCheck how often serving.json is looked at
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
        @Nullable String models,
        @DefaultValue("3s") Duration modelsCheck,
        @DefaultValue("6") int partitions,
        @DefaultValue("1") int instances,
        @DefaultValue("0") int instance,
        @DefaultValue("15m") Duration joinTimeout,
        @DefaultValue("100000") int remembered) {
    public ClassifyProperties {
        if (modelsCheck.isNegative() || modelsCheck.isZero()) {
            throw new IllegalArgumentException("aisle.classify.models-check: must be positive, not " + modelsCheck);
        }
        if (instance < 0 || instance >= instances || instances > partitions) {
            throw new IllegalArgumentException("aisle.classify: instance " + instance + " of " + instances
                    + " cannot have a share of " + partitions + " partitions");
        }
    }

    /** The release that answers without a registry. */
    ModelRelease ownRelease() {
        return model != null && !model.isBlank() ? ModelRelease.load(Path.of(model)) : ModelRelease.fromClasspath();
    }

    @Nullable
    Path registry() {
        return models != null && !models.isBlank() ? Path.of(models) : null;
    }
}
