package io.aisle.source;

/** A part of a request body that gets its own answer. */
sealed interface Piece {
    /** Its place in the request, from 1: a line, or an element of an array. */
    long line();

    /** Whether nothing behind it will be read. */
    default boolean isLast() {
        return false;
    }

    /**
     * The text of one product event, not yet looked at.
     *
     * @param json its bytes, not empty
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Text(long line, byte[] json) implements Piece {}

    /**
     * Something that is no product event.
     *
     * @param detail why, one sentence
     * @param isLast whether reading ends here
     */
    record Refused(long line, Problem problem, String detail, boolean isLast) implements Piece {}
}
