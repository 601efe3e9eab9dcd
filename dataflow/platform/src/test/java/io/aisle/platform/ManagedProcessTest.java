package io.aisle.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagedProcessTest {

    @TempDir
    Path folder;

    private Home home;
    private ManagedProcess process;

    @BeforeEach
    void start() {
        home = Home.at(folder);
        process = shell("sleeper", "echo started; exec sleep 600");
    }

    @AfterEach
    void kill() {
        process.kill();
    }

    private ManagedProcess shell(String name, String script) {
        return new Launch(name, "a shell", 0, List.of("sh", "-c", script), Map.of()).start(home, new Ledger(home));
    }

    @Test
    void recordedProcessIsFoundAgainAndEnds() {
        ManagedProcess found = new Ledger(home).find("sleeper").orElseThrow();
        assertThat(found.isAlive()).isTrue();
        found.terminate(Duration.ofSeconds(5));
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void aStrangerWithTheSamePidIsNotOurs() {
        ManagedProcess earlier =
                new ManagedProcess("sleeper", "a shell", process.pid(), process.startMillis() - 60_000, 0, "/log");
        earlier.terminate(Duration.ofSeconds(5));
        assertThat(earlier.isAlive()).isFalse();
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void aProcessThatIgnoresTheRequestIsEndedByForce() {
        ManagedProcess stubborn = shell("stubborn", "trap '' TERM; echo ready; while true; do sleep 0.1; done");
        assertThat(Patience.until(Duration.ofSeconds(5), () -> Home.tail(stubborn.logFile())
                        .contains("ready")))
                .isTrue();
        stubborn.terminate(Duration.ofMillis(300));
        assertThat(stubborn.isAlive()).isFalse();
    }

    @Test
    void aProcessThatEndsIsReportedWithItsLastWords() {
        ManagedProcess failing = shell("failing", "echo no space left; exit 1");
        assertThatThrownBy(() -> Patience.untilReady(failing, Duration.ofSeconds(10), () -> false, "Make room."))
                .hasMessageContaining("a shell ended before it answered. Make room.")
                .hasMessageContaining("no space left");
    }

    @Test
    void itRunsInASessionOfItsOwn() {
        assertThat(Patience.until(Duration.ofSeconds(5), () -> sessionOf(process.pid()) == process.pid()))
                .isTrue();
    }

    /** Sixth field, after pid, name, state, parent and group. */
    private static long sessionOf(long pid) {
        try {
            return Long.parseLong(Files.readString(Path.of("/proc", Long.toString(pid), "stat"))
                    .split(" ")[5]);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
