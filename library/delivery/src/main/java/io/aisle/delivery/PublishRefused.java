package io.aisle.delivery;

import org.jspecify.annotations.Nullable;

/** The broker does not have the message. Whoever published still owns it. */
public final class PublishRefused extends RuntimeException {
    /** Why the broker does not have it. */
    public enum Reason {
        /** No queue is bound for it. */
        UNROUTABLE,
        /** The broker refused it, or did not confirm it in time. */
        NOT_CONFIRMED,
        /** The broker has blocked its producers: out of disk or memory. */
        BLOCKED,
        /** There is no connection. */
        UNREACHABLE
    }

    private final Reason reason;

    PublishRefused(Reason reason, String binding, @Nullable String detail) {
        super("publish to " + binding + ": "
                + reason.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ')
                + (detail == null ? "" : ": " + detail));
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
