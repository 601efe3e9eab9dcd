package io.aisle.classifier;

import org.jspecify.annotations.Nullable;

/** What the classifier could not do; never the fault of one product. */
public abstract class ClassifierFailure extends RuntimeException {
    protected ClassifierFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
