package io.aisle.platform;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Readies a store once, by the command {@code prepare} of the sink that writes it. A file in the home remembers it.
 *
 * @param sink the app
 * @param variable environment variable that takes the address; an argument could be read by others
 * @param what it makes, in words for people
 */
record StorePreparation(String sink, String variable, String what) {
    static final StorePreparation MONGO =
            new StorePreparation("sink-mongo", "SPRING_MONGODB_URI", "collections, indexes and validator");
    static final StorePreparation LEGACY = new StorePreparation("sink-legacy", "SPRING_DATASOURCE_URL", "table");

    private static final int SECONDS = 180;

    void once(Path repository, Home home, String address, Progress progress) {
        // Another address is another store; its hash, because it may hold a password.
        String marker = sink + "-prepared-" + Integer.toHexString(address.hashCode());
        Path done = home.folder().resolve(marker);
        Path jar = repository.resolve("%1$s/target/%1$s-0.1.0-SNAPSHOT.jar".formatted(sink));
        if (Files.exists(done) || !Files.exists(jar)) {
            return;
        }
        Path log = home.log(sink + "-preparation");
        if (run(jar, address, log) != 0) {
            throw new PlatformFailure("%s could not prepare its store.%s".formatted(sink, Home.tail(log)));
        }
        home.write(marker, "by %s prepare%n".formatted(sink));
        progress.say("%s: %s made".formatted(sink, what));
    }

    private int run(Path jar, String address, Path log) {
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
        builder.environment().put(variable, address);
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
