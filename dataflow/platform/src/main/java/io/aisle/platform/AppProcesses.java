package io.aisle.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The processes that carry the platform's mark on their command line, whoever started them: the deployer does not tell
 * pids on Java 17, and after a crash nobody else knows its children.
 *
 * @param marker the JVM option they carry
 */
record AppProcesses(String marker) {

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(35);

    List<ProcessHandle> all() {
        return ProcessHandle.allProcesses()
                .filter(handle -> handle.info().commandLine().orElse("").contains(" " + marker + " "))
                .toList();
    }

    /** Pids by the file their standard output goes to, where the system tells (Linux does). */
    Map<Path, Long> pidsByOutput() {
        return all().stream().collect(Collectors.toMap(AppProcesses::output, ProcessHandle::pid, (one, two) -> one));
    }

    private static Path output(ProcessHandle handle) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(handle.pid()), "fd", "1"));
        } catch (IOException | UnsupportedOperationException unknown) {
            return Path.of("");
        }
    }

    /** Asks all of them to end at the same time, and ends by force those that have not. */
    void terminateAll() {
        List<ProcessHandle> handles = all();
        handles.forEach(ProcessHandle::destroy);
        handles.forEach(handle -> ManagedProcess.terminate(handle, STOP_PATIENCE));
    }
}
