package io.aisle.classifier.registry;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.aisle.classifier.ModelUnusable;
import java.util.regex.Pattern;

/**
 * Names one release: {@code name/version}, which is also its place below the registry's directory.
 *
 * @param name of the model
 * @param version of the release, compared as numbers between dots
 */
public record ReleaseId(String name, String version) implements Comparable<ReleaseId> {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final Pattern VERSION = Pattern.compile("\\d{1,9}(\\.\\d{1,9})*");

    public ReleaseId {
        if (!NAME.matcher(name).matches()) {
            throw new ModelUnusable("release: the name '" + name + "' may hold letters, digits and . _ - only");
        }
        if (!VERSION.matcher(version).matches()) {
            throw new ModelUnusable("release " + name + ": the version '" + version + "' must be numbers with dots");
        }
    }

    /** From its written form, {@code name/version}. */
    @JsonCreator
    public static ReleaseId parse(String written) {
        String[] parts = written.split("/", -1);
        if (parts.length != 2) {
            throw new ModelUnusable("release '" + written + "': must be name/version, such as fashion/3");
        }
        return new ReleaseId(parts[0], parts[1]);
    }

    /** Whether this is the written form of one. */
    public static boolean isOne(String written) {
        String[] parts = written.split("/", -1);
        return parts.length == 2
                && NAME.matcher(parts[0]).matches()
                && VERSION.matcher(parts[1]).matches();
    }

    /** Older versions first, of names in their order. */
    @Override
    public int compareTo(ReleaseId other) {
        int names = name.compareTo(other.name);
        return names != 0 ? names : compareVersions(version.split("\\."), other.version.split("\\."));
    }

    private static int compareVersions(String[] left, String[] right) {
        for (int at = 0; at < Math.max(left.length, right.length); at++) {
            int compared = Integer.compare(part(left, at), part(right, at));
            if (compared != 0) {
                return compared;
            }
        }
        return Integer.compare(left.length, right.length);
    }

    private static int part(String[] parts, int at) {
        return at < parts.length ? Integer.parseInt(parts[at]) : 0;
    }

    @JsonValue
    @Override
    public String toString() {
        return name + "/" + version;
    }
}
