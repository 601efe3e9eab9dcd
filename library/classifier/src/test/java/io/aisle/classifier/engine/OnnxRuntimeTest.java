package io.aisle.classifier.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OnnxRuntimeTest {
    /** What the child process prints when it has lived. */
    public static void main(String[] arguments) {
        System.out.println("started " + OnnxRuntime.environment().getVersion());
    }

    @Test
    void startsUnderALongCommandLine() throws Exception {
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OnnxRuntimeTest.class.getName(),
                        "x".repeat(20_000))
                .redirectErrorStream(true)
                .start();
        String printed = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(java.waitFor()).as(printed).isZero();
        assertThat(printed).contains("started 1.");
    }
}
