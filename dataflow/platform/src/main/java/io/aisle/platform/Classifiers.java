package io.aisle.platform;

import org.jspecify.annotations.Nullable;

/**
 * How {@code processor-classify} is deployed; kept from the platform's start to its stop, so that whoever restarts a
 * dead app restarts it as it was.
 *
 * @param instances how many, 1 to 6
 * @param engine what computes the network: {@code onnx} or {@code dl4j}; null for the app's own default
 */
public record Classifiers(int instances, @Nullable String engine) {

    /** More instances than partitions of {@code :features} would leave some without work. */
    private static final int MOST_INSTANCES = 6;

    public Classifiers {
        if (instances < 1 || instances > MOST_INSTANCES) {
            throw new PlatformFailure(
                    "AISLE_CLASSIFY_INSTANCES must be 1 to %d, not %d".formatted(MOST_INSTANCES, instances));
        }
        if (engine != null && !engine.equals("onnx") && !engine.equals("dl4j")) {
            throw new PlatformFailure("The engine is onnx or dl4j, not " + engine);
        }
    }

    /** One instance with the app's own engine. */
    public static Classifiers standard() {
        return new Classifiers(1, null);
    }
}
