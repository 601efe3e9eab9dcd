package io.aisle.features.image;

import io.aisle.contract.ImageFeatures.Reason;

/** A picture could not be used; data, not a fault. It becomes an unavailable half and never leaves this package. */
final class PictureRefused extends RuntimeException {
    private final Reason reason;

    PictureRefused(Reason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
