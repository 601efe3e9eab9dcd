package io.aisle.platform;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the person who starts the platform may choose.
 *
 * @param rabbitmqUri broker to use instead of finding or starting one ({@code AISLE_RABBITMQ_URI})
 * @param mongodbUri store to use instead of finding or starting one ({@code AISLE_MONGODB_URI})
 * @param legacyJdbcUrl PostgreSQL to use instead of an embedded H2 file ({@code AISLE_LEGACY_JDBC_URL})
 * @param classifiers instances ({@code AISLE_CLASSIFY_INSTANCES}) and engine ({@code AISLE_CLASSIFY_ENGINE}) of the
 *     classifier
 */
public record Settings(
        @Nullable String rabbitmqUri,
        @Nullable String mongodbUri,
        @Nullable String legacyJdbcUrl,
        Classifiers classifiers) {

    /** Everything found or started here, one instance of each app. */
    public static Settings standard() {
        return new Settings(null, null, null, Classifiers.standard());
    }

    /** Reads the variables named above; an empty one counts as absent. */
    public static Settings of(Map<String, String> environment) {
        return new Settings(
                text(environment, "AISLE_RABBITMQ_URI"),
                text(environment, "AISLE_MONGODB_URI"),
                text(environment, "AISLE_LEGACY_JDBC_URL"),
                new Classifiers(
                        instances(text(environment, "AISLE_CLASSIFY_INSTANCES")),
                        text(environment, "AISLE_CLASSIFY_ENGINE")));
    }

    /** The same with so many instances of the classifier. */
    public Settings withClassifyInstances(int instances) {
        return new Settings(rabbitmqUri, mongodbUri, legacyJdbcUrl, new Classifiers(instances, classifiers.engine()));
    }

    /** The same with this engine in the classifier. */
    public Settings withEngine(String engine) {
        return new Settings(rabbitmqUri, mongodbUri, legacyJdbcUrl, new Classifiers(classifiers.instances(), engine));
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
        return "Settings[classifiers=%s]".formatted(classifiers);
    }
}
