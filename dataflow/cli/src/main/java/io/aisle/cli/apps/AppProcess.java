package io.aisle.cli.apps;

import io.aisle.cli.screen.CommandFailed;
import io.aisle.platform.Ports;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One app as a plain Java process, without Data Flow around it. */
public final class AppProcess implements AutoCloseable {
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

    /**
     * How an app is started besides what its plan says.
     *
     * @param properties added to the plan's, and win over them
     * @param jvmOptions such as a Java agent
     * @param environment variables to add
     * @param port where it listens; 0 for a free one
     */
    public record Options(
            Map<String, String> properties, List<String> jvmOptions, Map<String, String> environment, int port) {
        /** Nothing but more properties, on a free port. */
        public static Options of(Map<String, String> properties) {
            return new Options(properties, List.of(), Map.of(), 0);
        }

        /** The same with these properties too. */
        public Options with(Map<String, String> more) {
            Map<String, String> all = new LinkedHashMap<>(properties);
            all.putAll(more);
            return new Options(all, jvmOptions, environment, port);
        }
    }

    /** Starts the app, unpacked first if it is not yet; does not wait for it. Its log is appended to. */
    public static AppProcess start(Path repository, StreamPlan.App app, Options options, Path home) {
        UnpackedApp unpacked = UnpackedApp.of(jar(repository, app.name()), repository.resolve(".aisle/unpacked"));
        List<String> program = new ArrayList<>(List.of("-Xmx" + app.memory()));
        program.addAll(unpacked.arguments());
        Map<String, String> properties = new LinkedHashMap<>(app.properties());
        properties.putAll(options.properties());
        int port = portOf(options);
        program.add("--server.port=" + port);
        properties.forEach((key, value) -> program.add("--" + key + "=" + value));
        return start(app.name(), program, options, port, home);
    }

    /** Starts a program of this JVM's own class path, which takes {@code --port}; does not wait. */
    public static AppProcess start(String name, Class<?> program, List<String> arguments, Options options, Path home) {
        int port = portOf(options);
        List<String> command =
                new ArrayList<>(List.of("-Xmx256m", "-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of("--port", Integer.toString(port)));
        command.addAll(arguments);
        return start(name, command, options, port, home);
    }

    private static AppProcess start(String name, List<String> program, Options options, int port, Path home) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                marker(home),
                "-XX:+UseSerialGC", // as the platform's deployer is told
                "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(options.jvmOptions());
        command.addAll(program);
        Path log = home.resolve("logs").resolve(name + ".log");
        try {
            Files.createDirectories(log.getParent());
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(options.environment());
            return new AppProcess(name, builder.start(), URI.create("http://127.0.0.1:" + port), log);
        } catch (IOException e) {
            throw new CommandFailed("cannot start " + name, "See " + log, e);
        }
    }

    private static int portOf(Options options) {
        return options.port() == 0 ? Ports.free() : options.port();
    }

    /** Ends the apps of an earlier run that was killed before it could stop them. */
    public static void stopLeftovers(Path home) {
        String marker = " " + marker(home) + " ";
        ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(marker))
                .forEach(ProcessHandle::destroyForcibly);
    }

    private static String marker(Path home) {
        return "-Daisle.run=" + home;
    }

    /** Whether the process runs, paused or not. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it at once: {@code SIGKILL}. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Stops it where it stands: {@code SIGSTOP}. Its connections stay open. */
    public void pause() {
        signal("STOP");
    }

    /** Lets it go on: {@code SIGCONT}. */
    public void resume() {
        signal("CONT");
    }

    private void signal(String signal) {
        try {
            int code = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new CommandFailed("kill -" + signal + " " + name + " failed", "Has it ended? See " + log);
            }
        } catch (IOException e) {
            throw new CommandFailed("cannot send a signal", "Is the program kill there?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until the app is ready for work. */
    public void awaitReady() throws InterruptedException {
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

    /** Whether it says of itself that it is ready for work. */
    public boolean isReady() throws InterruptedException {
        return healthy("/actuator/health/readiness");
    }

    /** Whether a platform would let it live: a stage that has ended or stalled is not alive. */
    public boolean isLive() throws InterruptedException {
        return healthy("/actuator/health/liveness");
    }

    private boolean healthy(String path) throws InterruptedException {
        try {
            HttpRequest health = HttpRequest.newBuilder(address.resolve(path))
                    .timeout(Duration.ofSeconds(3))
                    .build();
            return HTTP.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    public String name() {
        return name;
    }

    public URI address() {
        return address;
    }

    public long pid() {
        return process.pid();
    }

    /** Where its jar lies after a build. */
    public static Path jar(Path repository, String app) {
        Path target = repository.resolve(app).resolve("target");
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().matches(app + "-[\\w.]+(-SNAPSHOT)?\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new CommandFailed("no jar of " + app + " in " + target, "Run ./mvnw package"));
        } catch (IOException e) {
            throw new CommandFailed("no jar of " + app, "Run ./mvnw package", e);
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
