package io.aisle.catalogue;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Random choices that depend on a seed and a number only, so that any product can be made alone. Not thread-safe. */
final class Dice {
    private static final RandomGeneratorFactory<RandomGenerator> GENERATORS =
            RandomGeneratorFactory.of("L64X128MixRandom");

    private final RandomGenerator random;

    private Dice(long seed) {
        random = GENERATORS.create(seed);
    }

    static Dice of(long seed, long number) {
        return new Dice(seed * 0x9E3779B97F4A7C15L + number);
    }

    /** A new pair of dice, so that one part's rolls do not shift another's. */
    Dice split() {
        return new Dice(random.nextLong());
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** A whole number from {@code low} to {@code high}, both included. */
    int whole(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
