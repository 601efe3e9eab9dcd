package io.aisle.cli.bench;

import io.aisle.cli.apps.AppProcess;
import io.aisle.contract.Codec;
import io.aisle.contract.ContractViolation;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import tools.jackson.databind.JsonNode;

/**
 * What the engine does by itself, with tensors ready: the classifier app's own benchmark, in a process of its own.
 *
 * @param engine its name
 * @param precision number format of its weights
 * @param inputSize edge of the model's picture, in pixels
 * @param productsPerSecond in the engine's best batch size
 */
record EngineAlone(String engine, String precision, int inputSize, double productsPerSecond) {
    private static final String MAIN = "io.aisle.classify.EngineBenchmark";
    private static final String LAUNCHER = "org.springframework.boot.loader.launch.PropertiesLauncher";

    /** Runs it; empty when this classifier has no such mode or it fails. */
    static Optional<EngineAlone> measure(Path repository, String engine, int seconds) throws InterruptedException {
        Path jar = AppProcess.jar(repository, "processor-classify");
        if (!offersBenchmark(jar)) {
            return Optional.empty();
        }
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Dloader.main=" + MAIN,
                "-cp",
                jar.toString(),
                LAUNCHER,
                "--engine=" + engine,
                "--seconds=" + seconds);
        try {
            return run(command, seconds);
        } catch (IOException | ContractViolation e) {
            return Optional.empty();
        }
    }

    private static Optional<EngineAlone> run(List<String> command, int seconds)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean ended = process.waitFor(seconds + 120L, TimeUnit.SECONDS);
            return ended ? lastJson(output) : Optional.empty();
        } finally {
            process.destroyForcibly();
        }
    }

    static Optional<EngineAlone> lastJson(String output) {
        return output.lines()
                .filter(line -> line.startsWith("{"))
                .reduce((earlier, later) -> later)
                .map(line -> {
                    JsonNode figures = Codec.tree(line.getBytes(StandardCharsets.UTF_8));
                    return new EngineAlone(
                            figures.path("engine").asString(""),
                            figures.path("precision").asString(""),
                            figures.path("inputSize").asInt(0),
                            figures.path("productsPerSecond").asDouble(0));
                });
    }

    private static boolean offersBenchmark(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getEntry("BOOT-INF/classes/" + MAIN.replace('.', '/') + ".class") != null;
        } catch (IOException e) {
            return false;
        }
    }
}
