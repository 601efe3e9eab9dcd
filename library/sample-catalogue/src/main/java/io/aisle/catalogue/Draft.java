package io.aisle.catalogue;

import io.aisle.contract.Codec;
import io.aisle.contract.Product;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A product event as JSON that can be changed into anything, also into what the contract forbids. */
final class Draft {
    private final ObjectNode tree;

    private Draft(ObjectNode tree) {
        this.tree = tree;
    }

    static Draft of(Product product) {
        return new Draft((ObjectNode) Codec.tree(Codec.encode(product)));
    }

    static Draft of(LabelledProduct labelled) {
        return of(labelled.product());
    }

    /** The same event with another value in the field, or without the field when the value is null. */
    Draft with(String field, @Nullable Object value) {
        ObjectNode copy = tree.deepCopy();
        if (value == null) {
            copy.remove(field);
        } else {
            copy.set(field, node(value));
        }
        return new Draft(copy);
    }

    byte[] json() {
        return Codec.encode(tree);
    }

    private static JsonNode node(Object value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (value instanceof byte[] bytes) {
            return nodes.binaryNode(bytes);
        }
        if (value instanceof Long number) {
            return nodes.numberNode(number);
        }
        return value instanceof Boolean truth ? nodes.booleanNode(truth) : nodes.stringNode(value.toString());
    }
}
