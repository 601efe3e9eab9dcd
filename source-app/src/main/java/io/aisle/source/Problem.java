package io.aisle.source;

import java.util.Locale;

/** The kinds of refusal: a closed set, part of the published description. */
enum Problem {
    MALFORMED(400, "Not valid JSON"),
    TIMEOUT(408, "The request stopped coming"),
    TOO_LARGE(413, "Too large"),
    MEDIA_TYPE(415, "Unsupported media type"),
    CONTRACT(422, "Not a product event"),
    OVERLOADED(503, "Busy: send it again"),
    NOT_TAKEN(503, "The broker does not have it: send it again");

    private final int status;
    private final String title;

    Problem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    /** The {@code type} of RFC 9457. */
    String type() {
        return "urn:aisle:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
