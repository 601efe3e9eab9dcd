package io.aisle.classify.models;

import java.util.Locale;

/** What a release does here. */
public enum Role {
    /** Answers everything that the canary does not. */
    STABLE,
    /** Answers a share of the products for good. */
    CANARY,
    /** Answers too; its answers are compared and never leave this app. */
    SHADOW;

    /** The word for meters and people. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
