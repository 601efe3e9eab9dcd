package io.aisle.source;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aisle.contract.ContractViolation;
import io.aisle.contract.ProductKey;
import org.jspecify.annotations.Nullable;

/**
 * What became of one product event: accepted, or a problem as RFC 9457 has it.
 *
 * @param line its place in the request, from 1: a line, or an element of an array
 * @param status 202, or the HTTP status of the problem
 * @param productId the product, where it could be read
 * @param version its version, where the event is valid
 * @param type the kind of problem
 * @param title the same in words
 * @param field the offending field as a path, when it is one field
 * @param detail what is wrong, one sentence
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Answer(
        long line,
        int status,
        @Nullable String productId,
        @Nullable Long version,
        @Nullable String type,
        @Nullable String title,
        @Nullable String field,
        @Nullable String detail) {

    static final int ACCEPTED = 202;

    static Answer accepted(long line, ProductKey key) {
        return new Answer(line, ACCEPTED, key.productId(), key.version(), null, null, null, null);
    }

    static Answer refused(long line, Problem problem, String detail) {
        return new Answer(line, problem.status(), null, null, problem.type(), problem.title(), null, detail);
    }

    static Answer refused(long line, Problem problem, ContractViolation violation) {
        String subject = violation.field().isEmpty() ? "the event" : violation.field();
        return new Answer(
                line,
                problem.status(),
                violation.productId(),
                null,
                problem.type(),
                problem.title(),
                violation.field().isEmpty() ? null : violation.field(),
                subject + " " + violation.problem());
    }

    /** The same answer about a known product version. */
    Answer about(ProductKey key) {
        return new Answer(line, status, key.productId(), key.version(), type, title, field, detail);
    }

    boolean isAccepted() {
        return status == ACCEPTED;
    }
}
