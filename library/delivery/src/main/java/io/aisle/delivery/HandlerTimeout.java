package io.aisle.delivery;

import java.time.Duration;

/** A handler did not give its thread back in time. The message is to blame, and is not tried again. */
public final class HandlerTimeout extends RuntimeException {
    HandlerTimeout(Duration limit) {
        super("did not come back within " + limit.toMillis() + " ms", null, false, false);
    }
}
