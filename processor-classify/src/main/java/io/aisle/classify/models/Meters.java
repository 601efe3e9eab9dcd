package io.aisle.classify.models;

import io.aisle.classifier.Result;
import io.aisle.contract.Classification;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Locale;

/**
 * What the models say, counted. Tags are releases, roles and heads: never categories, of which there are thousands.
 *
 * @param registry keeps the meters
 */
record Meters(MeterRegistry registry) {
    private static final double[] CONFIDENCES = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1};

    /** Answers that count: they leave this app. */
    void answered(Role role, ServedModel model, List<Result> results) {
        for (Result result : results) {
            if (result instanceof Result.Classified classified) {
                registry.counter("aisle.classify.answers", "release", model.name(), "role", role.word())
                        .increment();
                confidences(model.name(), classified.classification());
                model.drift().add(classified.classification());
            }
        }
    }

    private void confidences(String release, Classification answer) {
        answer.heads().forEach((head, said) -> DistributionSummary.builder("aisle.classify.confidence")
                .description("calibrated probability of each head's best leaf")
                .tags("release", release, "head", head.name().toLowerCase(Locale.ROOT))
                .serviceLevelObjectives(CONFIDENCES)
                .register(registry)
                .record(said.probability()));
    }

    /** The stable one answered instead. */
    void canaryFailed(String release, int products) {
        registry.counter("aisle.classify.canary.failed", "release", release).increment(products);
    }

    Counter refused() {
        return registry.counter("aisle.classify.models.refused");
    }

    Counter dropped() {
        return registry.counter("aisle.classify.shadow.dropped");
    }

    Counter shadowFailed() {
        return registry.counter("aisle.classify.shadow.failed");
    }

    /** A shadow's answer beside the stable one's. */
    void compared(String release, boolean sameLeaf, boolean sameTop, double difference) {
        Tags tags = Tags.of("release", release);
        registry.counter("aisle.classify.shadow.compared", tags.and("leaf", same(sameLeaf), "top", same(sameTop)))
                .increment();
        registry.summary("aisle.classify.shadow.confidence.difference", tags).record(Math.abs(difference));
    }

    private static String same(boolean same) {
        return same ? "same" : "other";
    }
}
