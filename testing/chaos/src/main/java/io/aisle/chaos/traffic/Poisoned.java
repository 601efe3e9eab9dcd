package io.aisle.chaos.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Harmless products, and among them some that do harm.
 *
 * @param base the harmless ones
 * @param word what the ids of the others contain
 * @param count how many others
 * @param picture their picture; empty for an ordinary one
 */
public record Poisoned(Shape base, String word, int count, byte[] picture) implements Shape {
    /** In the id of every product that may end as a dead letter. */
    public static final String MARK = "poison-";

    @Override
    public List<byte[]> lines(Products products, String prefix, int least, Random random) {
        List<byte[]> lines = new ArrayList<>(base.lines(products, prefix, least, random));
        for (int number = 0; number < count; number++) {
            String id = prefix + MARK + word + "-" + number;
            byte[] line = picture.length == 0 ? products.line(id, 1, random) : products.line(id, 1, picture, random);
            // Not at the very end: neighbours on both sides are what it is about.
            lines.add(lines.size() / 10 + random.nextInt(lines.size() / 2), line);
        }
        return lines;
    }
}
