package io.aisle.imaging;

import io.aisle.contract.ImageFeatures.Reason;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.timeout.TimeoutException;

/** A picture could not be fetched; data, not a fault. */
final class FetchFailed extends RuntimeException {
    private final Reason reason;
    private final boolean worthRetrying;

    private FetchFailed(Reason reason, String detail, boolean worthRetrying) {
        super(detail, null, false, false);
        this.reason = reason;
        this.worthRetrying = worthRetrying;
    }

    /** Nothing to fetch in the first place. */
    static FetchFailed none(Reason reason, String detail) {
        return new FetchFailed(reason, detail, false);
    }

    static FetchFailed forbidden(String detail) {
        return new FetchFailed(Reason.FORBIDDEN_ADDRESS, detail, false);
    }

    static FetchFailed tooManyBytes(long limit) {
        return new FetchFailed(Reason.TOO_MANY_BYTES, "more than " + limit + " bytes", false);
    }

    /** Only the host's own failures may have passed a moment later. */
    static FetchFailed status(int code) {
        return new FetchFailed(Reason.HTTP_STATUS, "the host answered " + code, code >= 500);
    }

    static FetchFailed redirects(String detail) {
        return new FetchFailed(Reason.HTTP_STATUS, detail, false);
    }

    static FetchFailed late() {
        return new FetchFailed(Reason.TIMEOUT, "the host answered too slowly", false);
    }

    /** What the client's error means. The detail is the error's kind: its message may hold an address. */
    static FetchFailed of(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof FetchFailed known) {
                return known;
            }
            if (isTimeout(cause)) {
                return late();
            }
        }
        return new FetchFailed(Reason.UNREACHABLE, error.getClass().getSimpleName(), true);
    }

    private static boolean isTimeout(Throwable error) {
        return error instanceof TimeoutException
                || (error instanceof java.util.concurrent.TimeoutException
                        && !(error instanceof ConnectTimeoutException));
    }

    Reason reason() {
        return reason;
    }

    String detail() {
        return String.valueOf(getMessage());
    }

    boolean isWorthRetrying() {
        return worthRetrying;
    }
}
