package io.aisle.faultpoints;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A JVM with the agent, as it is built, in front of it.
 *
 * @param process may still run
 * @param log both its outputs
 */
record ChildJvm(Process process, Path log) implements AutoCloseable {
    private static final Path AGENT = Path.of("target", "aisle-fault-points.jar");
    private static final int PATIENCE_SECONDS = 180;

    /** Runs a main class of the tests, with a folder of classes that win over all others. */
    static ChildJvm main(Path home, Path classes, String agent, String main, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("-cp", classes + File.pathSeparator + classPath(), main));
        command.addAll(List.of(arguments));
        return start(home, agent, command);
    }

    /** Runs an app as it is built. */
    static ChildJvm app(Path home, String agent, String app, String... properties) throws Exception {
        Path jar = Path.of("..", "..", app, "target", app + "-0.1.0-SNAPSHOT.jar");
        List<String> command =
                new ArrayList<>(List.of("-Xmx320m", "-jar", jar.toAbsolutePath().toString()));
        command.addAll(List.of(properties));
        return start(home, agent, command);
    }

    /** That of the tests without the agent's own classes: they must come from its jar. */
    private static String classPath() {
        String own = Path.of("target", "classes").toAbsolutePath().toString();
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.equals(own))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static ChildJvm start(Path home, String agent, List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-javaagent:" + AGENT.toAbsolutePath() + "=" + agent));
        command.addAll(arguments);
        Path log = Files.createTempFile(home, "child", ".log");
        Process process = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new ChildJvm(process, log);
    }

    /** What it said until now, line by line. */
    List<String> said() {
        try {
            return Files.readAllLines(log);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Waits until it has ended with this code, and gives what it said. */
    List<String> ended(int code) throws Exception {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("ended; said %s", said())
                .isTrue();
        assertThat(process.exitValue()).as("exit code; said %s", said()).isEqualTo(code);
        return said();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
