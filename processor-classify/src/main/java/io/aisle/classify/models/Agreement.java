package io.aisle.classify.models;

import java.util.concurrent.atomic.LongAdder;

/** How often a shadow said what the stable release said. Thread-safe. */
final class Agreement {
    private final LongAdder products = new LongAdder();
    private final LongAdder leaves = new LongAdder();
    private final LongAdder tops = new LongAdder();

    void add(boolean sameLeaf, boolean sameTop) {
        products.increment();
        leaves.add(sameLeaf ? 1 : 0);
        tops.add(sameTop ? 1 : 0);
    }

    @Override
    public String toString() {
        long all = products.sum();
        return all == 0
                ? "nothing compared yet"
                : "%d products compared: the same leaf for %.1f %%, the same top category for %.1f %%"
                        .formatted(all, 100.0 * leaves.sum() / all, 100.0 * tops.sum() / all);
    }
}
