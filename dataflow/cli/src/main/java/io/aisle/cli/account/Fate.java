package io.aisle.cli.account;

/** Where one accepted product version stands in one sink. */
public sealed interface Fate {
    /** The sink holds this version. */
    record Stored() implements Fate {}

    /** The sink holds a newer version of the product. */
    record Superseded() implements Fate {}

    /**
     * It lies among the dead letters and is not in the sink.
     *
     * @param reason stage and reason, such as {@code tokenize: malformed}
     */
    record Dead(String reason) implements Fate {}

    /** Nobody knows: still on its way, or lost. */
    record Missing() implements Fate {}
}
