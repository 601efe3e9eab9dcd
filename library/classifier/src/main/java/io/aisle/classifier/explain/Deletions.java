package io.aisle.classifier.explain;

import io.aisle.classifier.explain.Faithfulness.Curve;
import io.aisle.classifier.explain.Faithfulness.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** One curve of {@link Faithfulness} while it is measured. Not thread-safe. */
final class Deletions {
    private final String of;
    private final String unit;
    private final double[] steps;
    private final List<List<Sample>> samples = new ArrayList<>();

    /** One product at one step: its probability before, and the two drops. */
    private record Sample(double intact, double guided, double random) {}

    Deletions(String of, String unit, double... steps) {
        this.of = of;
        this.unit = unit;
        this.steps = steps;
        Arrays.stream(steps).forEach(step -> samples.add(new ArrayList<>()));
    }

    /**
     * @param intact probability before
     * @param guided probability without the most important
     * @param random probabilities without as much at random, one for each draw
     */
    void add(int step, double intact, double guided, double... random) {
        double mean = Arrays.stream(random).average().orElse(intact);
        samples.get(step).add(new Sample(intact, intact - guided, intact - mean));
    }

    Curve curve() {
        return new Curve(
                of,
                unit,
                IntStream.range(0, steps.length)
                        .mapToObj(step -> point(steps[step], samples.get(step)))
                        .toList());
    }

    private static Point point(double removed, List<Sample> samples) {
        int count = samples.size();
        double guided = samples.stream().mapToDouble(Sample::guided).average().orElse(0);
        double random = samples.stream().mapToDouble(Sample::random).average().orElse(0);
        double squares = samples.stream()
                .mapToDouble(sample -> Math.pow(sample.guided - sample.random - (guided - random), 2))
                .sum();
        double error = count < 2 ? 0 : Math.sqrt(squares / (count - 1) / count);
        double intact = samples.stream().mapToDouble(Sample::intact).average().orElse(0);
        return new Point(removed, count, intact, guided, random, error);
    }
}
