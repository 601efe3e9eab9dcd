package io.aisle.platform;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One process of an app that the Data Flow server deployed.
 *
 * @param app registered name, such as {@code processor-classify}
 * @param stream stream it belongs to
 * @param index 0 for the first instance
 * @param state as the deployer reports it: {@code deployed}, {@code deploying}, {@code failed}
 * @param pid process id, 0 if unknown
 * @param url base address of its actuator
 * @param logFile its standard output
 */
public record AppInstance(
        String app,
        String stream,
        int index,
        String state,
        long pid,
        @Nullable URI url,
        @Nullable Path logFile) {

    /** Whether its process still exists. */
    public boolean isAlive() {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    /** Whether its health endpoint says UP now. */
    public boolean isHealthy() {
        return url != null && Http.isOk(url.resolve("/actuator/health"));
    }
}
