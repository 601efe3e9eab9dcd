package io.aisle.platform;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process the platform started, known well enough to find it again from another JVM and never to mistake a stranger
 * for it.
 *
 * @param name component it runs
 * @param kind the same in words for people
 * @param pid process id
 * @param startMillis when it started, milliseconds since 1970: pids are reused
 * @param port port it listens on
 * @param log file it writes to
 */
record ManagedProcess(String name, String kind, long pid, long startMillis, int port, String log) {

    /** The kernel counts in ticks from a boot time in seconds, which moves when the clock is set. */
    private static final long CLOCK_TOLERANCE_MILLIS = 5_000;

    static ManagedProcess of(String name, String kind, ProcessHandle handle, int port, Path log) {
        return new ManagedProcess(name, kind, handle.pid(), startOf(handle), port, log.toString());
    }

    Optional<ProcessHandle> handle() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(handle -> Math.abs(startOf(handle) - startMillis) <= CLOCK_TOLERANCE_MILLIS);
    }

    boolean isAlive() {
        return handle().isPresent();
    }

    Path logFile() {
        return Path.of(log);
    }

    /** Asks it to end, and ends it and its descendants by force if it has not within the given time. */
    void terminate(Duration patience) {
        handle().ifPresent(handle -> terminate(handle, patience));
    }

    /** Ends it at once, as a crash would. */
    void kill() {
        handle().ifPresent(ManagedProcess::killAndWait);
    }

    static void terminate(ProcessHandle handle, Duration patience) {
        handle.destroy();
        if (!ended(handle, patience)) {
            handle.descendants().forEach(ProcessHandle::destroyForcibly);
            killAndWait(handle);
        }
    }

    private static void killAndWait(ProcessHandle handle) {
        handle.destroyForcibly();
        ended(handle, Duration.ofSeconds(10));
    }

    static boolean ended(ProcessHandle handle, Duration patience) {
        try {
            handle.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException stillThere) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static long startOf(ProcessHandle handle) {
        return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
