package io.aisle.delivery;

/** What became of a delivery. A closed set: there is no way to fail without becoming one of these. */
public sealed interface Outcome {
    /** Publish this to {@code output}, confirmed and not returned, then acknowledge. */
    record Emit(Outgoing message) implements Outcome {}

    /** Acknowledge: the effect is durable already. */
    record Done() implements Outcome {}

    /**
     * Publish a dead letter, confirmed, then acknowledge.
     *
     * @param reason a short word to group by
     * @param detail one line for people, without payload
     */
    record Dead(String reason, String detail) implements Outcome {}
}
