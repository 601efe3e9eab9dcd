package io.aisle.platform;

import org.jspecify.annotations.Nullable;

/** A component of the platform could not be started, reached or stopped; the message says which and what to try. */
public final class PlatformFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PlatformFailure(String message) {
        this(message, null);
    }

    public PlatformFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
