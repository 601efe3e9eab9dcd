package io.aisle.classify.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aisle.contract.ContractViolation;
import org.jspecify.annotations.Nullable;

/**
 * A refusal as RFC 9457 has it, with the types that the source uses.
 *
 * @param type the kind of problem
 * @param title the same in words
 * @param status the HTTP status
 * @param productId the product, where it could be read
 * @param field the offending field as a path, when it is one field
 * @param detail what is wrong, one sentence
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Problem(
        String type,
        String title,
        int status,
        @Nullable String productId,
        @Nullable String field,
        String detail) {

    private static final String URN = "urn:aisle:problem:";

    static Problem malformed(ContractViolation violation) {
        return of(violation, "malformed", "Not valid JSON", 400);
    }

    static Problem method() {
        return new Problem(URN + "method", "Method not allowed", 405, null, null, "send a product event with POST");
    }

    static Problem timeout() {
        return new Problem(URN + "timeout", "The request stopped coming", 408, null, null, "nothing came for too long");
    }

    static Problem tooLarge(int most) {
        return new Problem(
                URN + "too-large", "Too large", 413, null, null, "the body is larger than " + most + " bytes");
    }

    static Problem mediaType() {
        return new Problem(
                URN + "media-type", "Unsupported media type", 415, null, null, "send application/json in UTF-8");
    }

    static Problem contract(ContractViolation violation) {
        return of(violation, "contract", "Not a product that can be explained", 422);
    }

    static Problem busy() {
        return new Problem(
                URN + "overloaded", "Busy: ask again", 429, null, null, "another product is being explained");
    }

    static Problem unavailable() {
        return new Problem(URN + "unavailable", "No answer: ask again", 503, null, null, "the model did not answer");
    }

    private static Problem of(ContractViolation violation, String type, String title, int status) {
        String subject = violation.field().isEmpty() ? "the event" : violation.field();
        return new Problem(
                URN + type,
                title,
                status,
                violation.productId(),
                violation.field().isEmpty() ? null : violation.field(),
                subject + " " + violation.problem());
    }

    /** Whether the same request may be answered later. */
    boolean isPassing() {
        return status == 429 || status == 503;
    }
}
