package io.aisle.chaos.traffic;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Ordinary and less ordinary days of a shop. */
public enum Day implements Shape {
    /** A shop's day: mostly new products, some updates, late versions, repetitions, deletions and rubbish. */
    MIXED {
        @Override
        public List<byte[]> lines(Products products, String prefix, int count, Random random) {
            List<byte[]> lines = new ArrayList<>();
            int extra = 0; // lines that bring no new version
            for (int number = 0; lines.size() - extra < count; number++) {
                String id = prefix + number;
                switch (random.nextInt(40)) {
                    case 0 -> versions(lines, products, id, random, 1, 2);
                    case 1 -> versions(lines, products, id, random, 2, 1);
                    case 2 -> {
                        twice(lines, products.line(id, 1, random));
                        extra++;
                    }
                    case 3 -> {
                        versions(lines, products, id, random, 1);
                        lines.add(Products.tombstone(id, 3));
                        versions(lines, products, id, random, 2);
                    }
                    case 4 -> {
                        lines.add(Products.malformed(id));
                        extra++;
                    }
                    default -> versions(lines, products, id, random, 1);
                }
            }
            return lines;
        }
    },
    /** Every line three times, the copies far apart. */
    DUPLICATES {
        @Override
        public List<byte[]> lines(Products products, String prefix, int count, Random random) {
            List<byte[]> lines = new ArrayList<>();
            for (int number = 0; number < count; number++) {
                lines.add(products.line(prefix + number, 1, random));
            }
            List<byte[]> thrice = new ArrayList<>(lines);
            Collections.shuffle(lines, random);
            thrice.addAll(lines);
            Collections.shuffle(lines, random);
            thrice.addAll(lines);
            return thrice;
        }
    },
    /** Five versions of each product, in any order. */
    PERMUTATIONS {
        @Override
        public List<byte[]> lines(Products products, String prefix, int count, Random random) {
            List<byte[]> lines = new ArrayList<>();
            for (int number = 0; lines.size() < count; number++) {
                versions(lines, products, prefix + number, random, 1, 2, 3, 4, 5);
            }
            return shuffledWithin(lines, 50, random);
        }
    },
    /** Each product is deleted, and updates older than its deletion come before, beside and after it. */
    DELETIONS {
        @Override
        public List<byte[]> lines(Products products, String prefix, int count, Random random) {
            List<byte[]> lines = new ArrayList<>();
            for (int number = 0; lines.size() < count; number++) {
                String id = prefix + number;
                versions(lines, products, id, random, 1, 2, 3);
                lines.add(Products.tombstone(id, 4));
                if (random.nextInt(4) == 0) {
                    versions(lines, products, id, random, 5); // and some come back
                }
            }
            return shuffledWithin(lines, 40, random);
        }
    };

    private static void versions(List<byte[]> lines, Products products, String id, Random random, long... versions) {
        for (long version : versions) {
            lines.add(products.line(id, version, random));
        }
    }

    private static void twice(List<byte[]> lines, byte[] line) {
        lines.add(line);
        lines.add(line);
    }

    private static List<byte[]> shuffledWithin(List<byte[]> lines, int window, Random random) {
        for (int from = 0; from < lines.size(); from += window) {
            Collections.shuffle(lines.subList(from, Math.min(lines.size(), from + window)), random);
        }
        return lines;
    }
}
