package io.aisle.features.text;

import org.jspecify.annotations.Nullable;

/** A vocabulary could not be made of what was given. */
public final class UnreadableVocabulary extends RuntimeException {
    UnreadableVocabulary(String problem, @Nullable Throwable cause) {
        super("vocabulary: " + problem, cause);
    }
}
