package io.aisle.source;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to an array. It has the status that all its elements share; 503 when none was accepted and some may be
 * sent again; 207 when they differ.
 *
 * @param type as in RFC 9457; null unless the status is one of refusal
 * @param title the same in words
 * @param status the HTTP status of the whole
 * @param accepted how many elements the broker has
 * @param refused how many it has not
 * @param results one answer for each element, in their order
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Answers(
        @Nullable String type, @Nullable String title, int status, int accepted, int refused, List<Answer> results) {

    private static final int MULTI_STATUS = 207;
    private static final int UNAVAILABLE = 503;

    static Answers of(List<Answer> results) {
        int accepted = (int) results.stream().filter(Answer::isAccepted).count();
        int status = status(results, accepted);
        Answer example = results.stream()
                .filter(one -> one.status() == status)
                .findFirst()
                .orElse(null);
        return new Answers(
                example == null ? null : example.type(),
                example == null ? null : example.title(),
                status,
                accepted,
                results.size() - accepted,
                List.copyOf(results));
    }

    private static int status(List<Answer> results, int accepted) {
        if (results.size() == accepted) {
            return Answer.ACCEPTED;
        }
        if (accepted == 0 && results.stream().anyMatch(one -> one.status() == UNAVAILABLE)) {
            return UNAVAILABLE;
        }
        int first = results.get(0).status();
        return results.stream().allMatch(one -> one.status() == first) ? first : MULTI_STATUS;
    }
}
