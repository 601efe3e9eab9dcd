package io.aisle.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The short form of the fault matrix: real processes, a real broker, one fault of each kind, and the mutants. */
class ITQuickMatrix {
    @TempDir
    Path home;

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void losesNothingAndNoticesEveryMutant() {
        System.setProperty(
                "aisle.repository",
                Path.of("..", "..").toAbsolutePath().normalize().toString());
        int code = new CommandLine(new Chaos()).execute("--quick", "--home", home.toString());
        assertThat(code)
                .as("see the lines above: each run says what is wrong with it")
                .isZero();
    }
}
