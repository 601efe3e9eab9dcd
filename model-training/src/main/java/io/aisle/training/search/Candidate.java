package io.aisle.training.search;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Options of {@code train} to try.
 *
 * @param trial its number
 * @param options name to value; none for what {@code train} does when nothing is said
 */
public record Candidate(int trial, Map<String, String> options) {
    /** Random search finds as much as a grid with a fraction of its trials (Bergstra and Bengio, JMLR 2012). */
    private static final Map<String, List<String>> SPACE = new LinkedHashMap<>();

    static {
        SPACE.put("--batch-size", List.of("32", "64", "128", "256"));
        SPACE.put("--dropout", List.of("0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6"));
        SPACE.put("--activation", List.of("RELU", "LEAKY_RELU", "ELU", "TANH"));
        SPACE.put("--widths", List.of("1", "1,2", "1,2,3", "1,2,3,4", "2,3,4,5", "1,3,5"));
        SPACE.put("--filters", List.of("32", "64", "96", "128"));
        SPACE.put("--fused-units", List.of("128", "256", "512", "1024"));
        SPACE.put("--embedding", List.of("32", "64", "96"));
        SPACE.put("--smoothing", List.of("0", "0.02", "0.05", "0.1", "0.2"));
    }

    /** The learning rate is drawn between these, its logarithm evenly. */
    private static final double SLOWEST = 3e-4;

    private static final double FASTEST = 1e-2;

    public Candidate {
        options = new LinkedHashMap<>(options);
    }

    /** Trial 0 is what happens when nothing is said; any other follows from the seed and its number. */
    public static Candidate draw(int trial, long seed) {
        if (trial == 0) {
            return new Candidate(0, Map.of());
        }
        Random random = new Random(31 * seed + trial);
        random.nextLong(); // neighbouring seeds begin alike
        Map<String, String> options = new LinkedHashMap<>();
        SPACE.forEach((name, values) -> options.put(name, values.get(random.nextInt(values.size()))));
        double rate = SLOWEST * Math.pow(FASTEST / SLOWEST, random.nextDouble());
        options.put("--learning-rate", String.format(Locale.ROOT, "%.2g", rate));
        return new Candidate(trial, options);
    }

    /** The same, these options left to whoever said them already. */
    public Candidate without(Collection<String> names) {
        Map<String, String> left = new LinkedHashMap<>(options);
        left.keySet().removeAll(names);
        return new Candidate(trial, left);
    }

    /** As they are typed. */
    public List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        options.forEach((name, value) -> arguments.addAll(List.of(name, value)));
        return arguments;
    }

    @Override
    public String toString() {
        return options.isEmpty() ? "train's own" : String.join(" ", arguments()).replace("--", "");
    }
}
