package io.aisle.chaos.arena;

import java.util.Locale;

/** How the processes of an arena reach each other. */
public enum Wiring {
    DIRECT("one broker and one store"),
    PROXIED("one broker and one store, each behind a proxy that can be told to misbehave"),
    CLUSTER("three broker nodes and one store"),
    DATAFLOW("deployed by Data Flow and Skipper");

    private final String story;

    Wiring(String story) {
        this.story = story;
    }

    /** In words for people. */
    public String story() {
        return story;
    }

    /** Name of the folder that keeps its state. */
    public String folder() {
        return name().toLowerCase(Locale.ROOT);
    }
}
