package io.aisle.imaging;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What one answer of a host leads to: bytes, or another address. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Step(byte[] body, @Nullable URI location) {
    static Step done(byte[] body) {
        return new Step(body, null);
    }

    static Step to(URI location) {
        return new Step(new byte[0], location);
    }
}
