package io.aisle.platform;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Readies a store once: {@code sink-mongo}'s own command makes its collections, indexes and validator. A file in the
 * home remembers it.
 */
final class StorePreparation {
    private static final int SECONDS = 180;

    private StorePreparation() {}

    static void once(Path repository, Home home, String mongo, Progress progress) {
        Path done = home.folder().resolve("store-prepared");
        Path jar = repository.resolve("sink-mongo/target/sink-mongo-0.1.0-SNAPSHOT.jar");
        if (Files.exists(done) || !Files.exists(jar)) {
            return;
        }
        Path log = home.log("store-preparation");
        if (run(jar, mongo, log) != 0) {
            throw new PlatformFailure("The store could not be prepared." + Home.tail(log));
        }
        home.write("store-prepared", "by sink-mongo prepare\n");
        progress.say("store: collections, indexes and validator are made");
    }

    private static int run(Path jar, String mongo, Path log) {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Launch.javaCommand(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-jar",
                        jar.toString(),
                        "prepare"))
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("SPRING_MONGODB_URI", mongo); // not an argument: it may hold a password
        try {
            Process process = builder.start();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return -1;
            }
            return process.exitValue();
        } catch (IOException failure) {
            throw new PlatformFailure("Cannot start " + jar.getFileName() + ": " + failure.getMessage(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new PlatformFailure("Interrupted while the store was prepared.", interrupted);
        }
    }
}
