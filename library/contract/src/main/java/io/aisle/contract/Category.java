package io.aisle.contract;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A place in the catalogue's tree.
 *
 * @param id id of the deepest node
 * @param path the nodes from the top to that node, at most 4
 */
public record Category(String id, List<Node> path) {
    /**
     * @param id id of the node, unique in the tree
     * @param name the name people read
     */
    public record Node(String id, String name) {}

    public Category {
        path = List.copyOf(path);
        if (path.isEmpty() || !path.get(path.size() - 1).id().equals(id)) {
            throw ContractViolation.of("category", "path must end in the category's own node, " + id);
        }
    }

    /** The path as people read it, such as {@code 패션의류 > 여성의류 > 원피스}. */
    public String names() {
        return path.stream().map(Node::name).collect(Collectors.joining(" > "));
    }
}
