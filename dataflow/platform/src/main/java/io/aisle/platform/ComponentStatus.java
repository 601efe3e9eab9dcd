package io.aisle.platform;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code status}.
 *
 * @param name {@code broker}, {@code store}, {@code skipper}, {@code dataflow}, or {@code stream.app-index} of an app
 * @param state what it is doing
 * @param kind what it is, in words for people, such as {@code RabbitMQ, private node}
 * @param pid process id, 0 if it is not ours
 * @param port port it listens on, 0 if unknown
 * @param residentBytes resident memory, 0 if unknown
 * @param url where it answers
 * @param logFile what it wrote
 */
public record ComponentStatus(
        String name,
        State state,
        String kind,
        long pid,
        int port,
        long residentBytes,
        @Nullable URI url,
        @Nullable Path logFile) {

    /** What a component is doing. */
    public enum State {
        /** Answers, or for an app: deployed and healthy. */
        UP,
        /** Its process lives, but it does not answer yet, or says it is not well. */
        STARTING,
        /** No process, or no answer. */
        DOWN
    }
}
