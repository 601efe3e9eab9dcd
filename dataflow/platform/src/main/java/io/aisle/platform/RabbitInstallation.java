package io.aisle.platform;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The RabbitMQ programs on this machine.
 *
 * @param folder where {@code rabbitmq-server} and {@code rabbitmqctl} lie
 */
record RabbitInstallation(Path folder) {

    /** Debian's own scripts: those on its path insist on the user {@code rabbitmq}. */
    private static final Path DEBIAN = Path.of("/usr/lib/rabbitmq/bin");

    /** While it answers 101, installing a package starts no service. */
    private static final Path START_POLICY = Path.of("/usr/sbin/policy-rc.d");

    static Optional<RabbitInstallation> find() {
        Stream<Path> onPath = Stream.of(
                        Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator))
                .map(Path::of);
        return Stream.concat(Stream.of(DEBIAN), onPath)
                .filter(folder -> Files.isExecutable(folder.resolve("rabbitmq-server")))
                .findFirst()
                .map(RabbitInstallation::new);
    }

    /** The installed one; otherwise from the system's packages, where this user may do that. */
    static RabbitInstallation findOrInstall(Home home, Progress progress) {
        return find().orElseGet(() -> {
            if (!"root".equals(System.getProperty("user.name")) || !Files.isExecutable(Path.of("/usr/bin/apt-get"))) {
                throw new PlatformFailure("There is no RabbitMQ: install the package rabbitmq-server, "
                        + "or name a running broker in AISLE_RABBITMQ_URI (amqp://user:password@host:5672).");
            }
            progress.say("broker: installing rabbitmq-server from the system's packages");
            install(home);
            return find().orElseThrow(() -> new PlatformFailure(
                    "rabbitmq-server was installed but is not found." + Home.tail(home.log("apt-get"))));
        });
    }

    private static void install(Home home) {
        boolean ours = forbidServiceStart();
        try {
            run(home, "apt-get", "update");
            run(home, "apt-get", "install", "-y", "--no-install-recommends", "rabbitmq-server");
        } catch (IOException failure) {
            throw new PlatformFailure("Cannot run apt-get: " + failure.getMessage(), failure);
        } finally {
            if (ours) {
                allowServiceStart();
            }
        }
    }

    private static boolean forbidServiceStart() {
        try {
            Files.createFile(
                    START_POLICY, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
            Files.writeString(START_POLICY, "#!/bin/sh\nexit 101\n");
            return true;
        } catch (IOException alreadyThere) {
            return false;
        }
    }

    private static void allowServiceStart() {
        try {
            Files.deleteIfExists(START_POLICY);
        } catch (IOException failure) {
            throw new PlatformFailure("Delete " + START_POLICY + " by hand: " + failure.getMessage(), failure);
        }
    }

    private static void run(Home home, String... command) throws IOException {
        Path log = home.log("apt-get");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(Map.of("DEBIAN_FRONTEND", "noninteractive"));
        if (exitCode(builder.start()) != 0) {
            throw new PlatformFailure("'%s' failed. Install rabbitmq-server by hand, or set AISLE_RABBITMQ_URI.%s"
                    .formatted(String.join(" ", List.of(command)), Home.tail(log)));
        }
    }

    static int exitCode(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException interrupted) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new PlatformFailure("Interrupted while waiting for process " + process.pid(), interrupted);
        }
    }

    String server() {
        return folder.resolve("rabbitmq-server").toString();
    }

    String control() {
        return folder.resolve("rabbitmqctl").toString();
    }
}
