package io.aisle.cli.bench;

import io.aisle.cli.screen.CommandFailed;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One app as a plain Java process, without Data Flow around it. */
final class AppProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(180);
    private static final long STOP_SECONDS = 30;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final String name;
    private final Process process;
    private final URI address;
    private final Path log;

    private AppProcess(String name, Process process, URI address, Path log) {
        this.name = name;
        this.process = process;
        this.address = address;
        this.log = log;
    }

    /** Starts the app's jar; does not wait. */
    static AppProcess start(Path repository, StreamPlan.App app, Map<String, String> shared, Path home) {
        int port = freePort();
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                marker(home),
                "-Xmx" + app.memory(),
                "-XX:+UseSerialGC", // as the platform's deployer is told
                "-jar",
                jar(repository, app.name()).toString(),
                "--server.port=" + port));
        app.properties().forEach((key, value) -> command.add("--" + key + "=" + value));
        shared.forEach((key, value) -> command.add("--" + key + "=" + value));
        Path log = home.resolve("logs").resolve(app.name() + ".log");
        try {
            Files.createDirectories(log.getParent());
            Process process = new ProcessBuilder(command)
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            return new AppProcess(app.name(), process, URI.create("http://127.0.0.1:" + port), log);
        } catch (IOException e) {
            throw new CommandFailed("cannot start " + app.name(), "See " + log, e);
        }
    }

    /** Ends the apps of an earlier bench that was killed before it could stop them. */
    static void stopLeftovers(Path home) {
        String marker = " " + marker(home) + " ";
        ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(marker))
                .forEach(ProcessHandle::destroyForcibly);
    }

    private static String marker(Path home) {
        return "-Daisle.bench=" + home;
    }

    /** Waits until the app is ready for work. */
    void awaitReady() throws InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new CommandFailed(
                        name + (process.isAlive() ? " is not ready after " + START.toSeconds() + " s" : " ended"),
                        "See " + log);
            }
            TimeUnit.MILLISECONDS.sleep(250);
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            HttpRequest health = HttpRequest.newBuilder(address.resolve("/actuator/health/readiness"))
                    .timeout(Duration.ofSeconds(3))
                    .build();
            return HTTP.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    String name() {
        return name;
    }

    URI address() {
        return address;
    }

    long pid() {
        return process.pid();
    }

    /** Where its jar lies after a build. */
    static Path jar(Path repository, String app) {
        Path target = repository.resolve(app).resolve("target");
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().matches(app + "-[\\w.]+(-SNAPSHOT)?\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new CommandFailed("no jar of " + app + " in " + target, "Run ./mvnw package"));
        } catch (IOException e) {
            throw new CommandFailed("no jar of " + app, "Run ./mvnw package", e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new CommandFailed("no free port", "Stop something", e);
        }
    }

    /** Asks it to end, and ends it by force when it does not. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
