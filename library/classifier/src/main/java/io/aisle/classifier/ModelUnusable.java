package io.aisle.classifier;

import org.jspecify.annotations.Nullable;

/** A model release that is missing, corrupt or does not fit together. An app refuses to start with it. */
public final class ModelUnusable extends ClassifierFailure {
    public ModelUnusable(String message) {
        this(message, null);
    }

    public ModelUnusable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
