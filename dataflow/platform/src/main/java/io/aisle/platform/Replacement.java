package io.aisle.platform;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Follows a red/black update from the old processes of a stream to the new ones.
 *
 * @param dataflow the server
 * @param processes finds the apps' processes
 */
record Replacement(DataflowClient dataflow, AppProcesses processes) {
    /** The new apps' start under load, and Skipper's own pauses between its health checks. */
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private static final Duration ASKING_PAUSE = Duration.ofSeconds(1);

    /** @throws PlatformFailure when the old processes are still there after minutes, or the new ones are not healthy */
    void replaced(String stream, Consumer<DataflowClient> request) {
        List<Long> old = pids(stream);
        request.accept(dataflow);
        boolean done = Patience.until(PATIENCE, ASKING_PAUSE, () -> isReplaced(stream, old));
        if (!done) {
            throw new PlatformFailure("Stream " + stream + " is not updated after " + PATIENCE.toMinutes()
                    + " minutes. Its history in the dashboard says why.");
        }
    }

    private boolean isReplaced(String stream, List<Long> old) {
        boolean gone = old.stream()
                .noneMatch(
                        pid -> ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
        if (!gone || !dataflow.state(stream).equals("deployed")) {
            return false;
        }
        List<AppInstance> now = instances(stream);
        return !now.isEmpty() && now.stream().allMatch(AppInstance::isHealthy);
    }

    private List<Long> pids(String stream) {
        return instances(stream).stream().map(AppInstance::pid).toList();
    }

    private List<AppInstance> instances(String stream) {
        return new Instances(processes)
                .read(dataflow.runtime()).stream()
                        .filter(instance -> instance.stream().equals(stream))
                        .toList();
    }
}
