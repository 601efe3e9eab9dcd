package io.aisle.platform;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the person who starts the platform may choose.
 *
 * @param rabbitmqUri broker to use instead of finding or starting one ({@code AISLE_RABBITMQ_URI})
 * @param mongodbUri store to use instead of finding or starting one ({@code AISLE_MONGODB_URI})
 * @param legacyJdbcUrl PostgreSQL to use instead of an embedded H2 file ({@code AISLE_LEGACY_JDBC_URL})
 * @param classifyInstances instances of {@code processor-classify} ({@code AISLE_CLASSIFY_INSTANCES}), 1 to 16
 */
public record Settings(
        @Nullable String rabbitmqUri,
        @Nullable String mongodbUri,
        @Nullable String legacyJdbcUrl,
        int classifyInstances) {

    /** More instances than partitions of {@code :features} would leave some without work. */
    private static final int MOST_INSTANCES = 16;

    public Settings {
        if (classifyInstances < 1 || classifyInstances > MOST_INSTANCES) {
            throw new PlatformFailure(
                    "AISLE_CLASSIFY_INSTANCES must be 1 to %d, not %d".formatted(MOST_INSTANCES, classifyInstances));
        }
    }

    /** Everything found or started here, one instance of each app. */
    public static Settings standard() {
        return new Settings(null, null, null, 1);
    }

    /** Reads the variables named above; an empty one counts as absent. */
    public static Settings of(Map<String, String> environment) {
        return new Settings(
                text(environment, "AISLE_RABBITMQ_URI"),
                text(environment, "AISLE_MONGODB_URI"),
                text(environment, "AISLE_LEGACY_JDBC_URL"),
                instances(text(environment, "AISLE_CLASSIFY_INSTANCES")));
    }

    public Settings withClassifyInstances(int instances) {
        return new Settings(rabbitmqUri, mongodbUri, legacyJdbcUrl, instances);
    }

    private static @Nullable String text(Map<String, String> environment, String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static int instances(@Nullable String value) {
        try {
            return value == null ? 1 : Integer.parseInt(value);
        } catch (NumberFormatException notANumber) {
            throw new PlatformFailure("AISLE_CLASSIFY_INSTANCES is not a number: " + value, notANumber);
        }
    }

    /** Leaves out the addresses, which may hold credentials. */
    @Override
    public String toString() {
        return "Settings[classifyInstances=%d]".formatted(classifyInstances);
    }
}
