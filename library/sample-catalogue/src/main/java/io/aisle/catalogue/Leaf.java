package io.aisle.catalogue;

import io.aisle.contract.Category;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A leaf category and the words and shapes its products are made of; see {@code leaves.txt}.
 *
 * @param category its place in the tree
 * @param columns the lists of the file by their names
 */
record Leaf(Category category, Map<String, List<String>> columns) {
    /** Two digits of an id name one level. */
    private static final int DIGITS = 2;

    static List<Leaf> all() {
        List<Leaf> leaves = new ArrayList<>();
        List<String> block = new ArrayList<>();
        for (String line : Lines.of("leaves.txt")) {
            if (!line.isBlank()) {
                block.add(line);
            } else if (!block.isEmpty()) {
                leaves.add(parse(block));
                block.clear();
            }
        }
        leaves.add(parse(block));
        return List.copyOf(leaves);
    }

    private static Leaf parse(List<String> block) {
        Map<String, List<String>> columns = new HashMap<>();
        for (String line : block.subList(1, block.size())) {
            int gap = line.indexOf(' ');
            columns.put(line.substring(0, gap), List.of(line.substring(gap + 1).split(", | > ")));
        }
        int gap = block.get(0).indexOf(' ');
        return new Leaf(category(block.get(0).substring(0, gap), block.get(0).substring(gap + 1)), Map.copyOf(columns));
    }

    private static Category category(String id, String path) {
        List<String> names = Arrays.asList(path.split(" > "));
        List<Category.Node> nodes = new ArrayList<>();
        for (int level = 0; level < names.size(); level++) {
            nodes.add(new Category.Node(id.substring(0, DIGITS * (level + 1)), names.get(level)));
        }
        return new Category(id, nodes);
    }

    List<String> column(String name) {
        List<String> column = columns.get(name);
        if (column == null) {
            throw new IllegalStateException("leaves.txt: " + category.id() + " lacks the line " + name);
        }
        return column;
    }

    /** Whether a thing called so that looks so can only be of this leaf. */
    boolean isToldBy(String noun, String shape, List<Leaf> leaves) {
        return leaves.stream()
                .filter(other -> other.column("shapes").contains(shape))
                .noneMatch(other -> other != this
                        && (Title.ANYTHING.contains(noun)
                                || other.column("shared").contains(noun)));
    }
}
