package io.aisle.delivery;

import org.jspecify.annotations.Nullable;

/** Something a stage needs is down. The message is held and tried again; it is not the message's fault. */
public final class DependencyUnavailable extends RuntimeException {
    /** @param what the dependency and what it failed to do, such as {@code MongoDB: bulk write} */
    public DependencyUnavailable(String what, @Nullable Throwable cause) {
        super(what + (cause == null ? "" : ": " + cause.getMessage()), cause);
    }
}
