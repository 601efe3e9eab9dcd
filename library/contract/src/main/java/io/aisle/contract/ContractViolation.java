package io.aisle.contract;

import org.jspecify.annotations.Nullable;

/**
 * A message that breaks the contract. It is data, not a fault of the system: it is answered or dead-lettered, never
 * retried.
 */
public final class ContractViolation extends RuntimeException {
    private final String field;
    private final String problem;
    private final @Nullable String productId;

    /**
     * @param field the offending field as a path, such as {@code mallCategory[4]}; empty when the whole message is bad
     * @param problem what is wrong, as half a sentence that fits behind the field's name
     * @param productId the product the message speaks of, when that much could be read
     */
    public ContractViolation(String field, String problem, @Nullable String productId) {
        super((field.isEmpty() ? "message" : field) + ": " + problem
                + (productId == null ? "" : " (" + productId + ")"));
        this.field = field;
        this.problem = problem;
        this.productId = productId;
    }

    static ContractViolation of(String field, String problem) {
        return new ContractViolation(field, problem, null);
    }

    ContractViolation about(@Nullable String id) {
        return id == null ? this : new ContractViolation(field, problem, id);
    }

    public String field() {
        return field;
    }

    public String problem() {
        return problem;
    }

    public @Nullable String productId() {
        return productId;
    }
}
