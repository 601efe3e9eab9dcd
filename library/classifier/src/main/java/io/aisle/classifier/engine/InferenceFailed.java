package io.aisle.classifier.engine;

import io.aisle.classifier.ClassifierFailure;
import org.jspecify.annotations.Nullable;

/** An engine could not be opened or gave no answer. */
public final class InferenceFailed extends ClassifierFailure {
    public InferenceFailed(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
