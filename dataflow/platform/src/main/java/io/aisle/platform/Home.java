package io.aisle.platform;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder where one platform keeps its state: what is running, logs, and the data of broker and stores.
 *
 * @param folder absolute and normalized
 */
record Home(Path folder) {

    private static final int LOG_LINES_SHOWN = 15;

    static Home at(Path folder) {
        try {
            return new Home(Files.createDirectories(folder).toRealPath());
        } catch (IOException failure) {
            throw new PlatformFailure("Cannot use " + folder + " to keep the platform's state: " + failure, failure);
        }
    }

    /** Short and the same for the same folder: marks every process of this platform on its command line. */
    String id() {
        try {
            byte[] path = folder.toString().getBytes(StandardCharsets.UTF_8);
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(path);
            return HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The JVM option that marks the platform's own Java processes. */
    String marker() {
        return "-Daisle.platform=" + id();
    }

    /** The JVM option that marks the deployed apps. */
    String appMarker() {
        return "-Daisle.app-of=" + id();
    }

    Path state() {
        return folder.resolve("state.json");
    }

    /** The registry of model releases; whoever puts the first one in makes it. */
    Path models() {
        return folder.resolve("models");
    }

    Path log(String component) {
        return folder("logs").resolve(component + ".log");
    }

    /** A folder below this one, made if it is missing. */
    Path folder(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A folder below this one, without what an earlier run left in it. */
    Path emptied(String name) {
        try (Stream<Path> old = Files.walk(folder(name))) {
            old.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return folder(name);
    }

    Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The last lines of a log, indented, for a message about a failure. */
    static String tail(Path log) {
        try {
            List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            List<String> last = lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size());
            return "%nLast lines of %s:%n    %s".formatted(log, String.join("%n    ".formatted(), last));
        } catch (IOException unreadable) {
            return " (no log at " + log + ")";
        }
    }
}
