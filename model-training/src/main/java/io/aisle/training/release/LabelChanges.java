package io.aisle.training.release;

import io.aisle.classifier.CategoryTree;
import io.aisle.contract.Category;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What became of the leaves from one release to the next. Readers keep ids: one that is gone, or that means something
 * else, breaks them without an error.
 *
 * @param removed leaves that are no more
 * @param moved ids that stand for another path now
 * @param added new leaves
 */
record LabelChanges(List<String> removed, List<String> moved, List<String> added) {
    private static final int NAMED = 20;

    static LabelChanges between(CategoryTree before, CategoryTree after) {
        Map<String, Category> old = byId(before);
        Map<String, Category> now = byId(after);
        List<String> removed = new ArrayList<>();
        List<String> moved = new ArrayList<>();
        old.forEach((id, leaf) -> {
            Category same = now.get(id);
            if (same == null) {
                removed.add(named(id, leaf));
            } else if (!same.equals(leaf)) {
                moved.add(id + " was " + leaf.names() + ", is " + same.names());
            }
        });
        List<String> added = now.entrySet().stream()
                .filter(one -> !old.containsKey(one.getKey()))
                .map(one -> named(one.getKey(), one.getValue()))
                .toList();
        return new LabelChanges(removed, moved, added);
    }

    private static Map<String, Category> byId(CategoryTree tree) {
        return tree.leaves().stream()
                .collect(Collectors.toMap(Category::id, leaf -> leaf, (one, other) -> one, TreeMap::new));
    }

    private static String named(String id, Category leaf) {
        return id.equals(leaf.names()) ? id : id + " (" + leaf.names() + ")";
    }

    boolean breakReaders() {
        return !removed.isEmpty() || !moved.isEmpty();
    }

    /** One kind of change a paragraph, one change a line. */
    @Override
    public String toString() {
        return part("removed", removed) + part("moved", moved) + part("added", added);
    }

    private static String part(String what, List<String> changes) {
        if (changes.isEmpty()) {
            return "";
        }
        String more = changes.size() > NAMED ? "\n    and " + (changes.size() - NAMED) + " more" : "";
        return "\n  %,d %s:\n    ".formatted(changes.size(), what)
                + changes.stream().limit(NAMED).collect(Collectors.joining("\n    "))
                + more;
    }
}
