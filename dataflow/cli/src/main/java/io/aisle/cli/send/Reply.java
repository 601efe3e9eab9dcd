package io.aisle.cli.send;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The source's answer to one request. Every line of the request is in exactly one of the lists.
 *
 * @param accepted answered 202: the broker has them
 * @param refused bad for good, with the source's reason
 * @param again not taken this time, or not answered: to be sent again
 * @param pause how long the source asks to wait before that
 */
record Reply(List<Line> accepted, List<Refusal> refused, List<Line> again, Duration pause) {
    /**
     * @param line the line
     * @param status the HTTP status for it
     * @param problem what is wrong with it, in the source's words
     */
    record Refusal(Line line, int status, String problem) {}

    static Reply allAgain(List<Line> lines, Duration pause) {
        return new Reply(List.of(), List.of(), lines, pause);
    }

    static Reply allRefused(List<Line> lines, int status, String problem) {
        return new Reply(
                List.of(),
                lines.stream().map(line -> new Refusal(line, status, problem)).toList(),
                List.of(),
                Duration.ZERO);
    }

    /** Both answers as one. */
    Reply and(Reply other) {
        return new Reply(
                joined(accepted, other.accepted),
                joined(refused, other.refused),
                joined(again, other.again),
                pause.compareTo(other.pause) > 0 ? pause : other.pause);
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
