package io.aisle.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The built command line, as people start it. */
record CommandLine(Path repository, Path home) {
    /**
     * @param exitCode 0 only when what was asked is true
     * @param output standard output and error together
     */
    record Answer(int exitCode, String output) {}

    Answer run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Daisle.repository=" + repository,
                "-jar",
                repository.resolve("dataflow/cli/target/aisle-cli.jar").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--home", home.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), output);
    }
}
