package io.aisle.classifier.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether explanations point at what the model uses: the deletion test (Samek et al., Evaluating the Visualization of What
 * a Deep Neural Network Has Learned, TNNLS 2017). What an explanation calls important is taken out, and as much at random;
 * the first must cost the category more of its probability.
 *
 * @param products that were explained
 * @param draws random removals for each guided one
 */
public record Faithfulness(int products, int draws, List<Curve> curves) {
    /**
     * @param of what was taken out, and whose probability was read
     * @param unit of {@link Point#removed}
     */
    public record Curve(String of, String unit, List<Point> points) {
        public Curve {
            points = List.copyOf(points);
        }
    }

    /**
     * @param removed how much was taken out
     * @param products that have more than that
     * @param intact mean probability before
     * @param guided mean drop without the most important
     * @param random mean drop without as much at random
     * @param error standard error of the mean difference between the two, each product compared with itself
     */
    public record Point(double removed, int products, double intact, double guided, double random, double error) {
        /** Whether the explanation found more than chance does. */
        public boolean holds() {
            return guided > random;
        }
    }

    static final String NOTHING = "words are too few, there is no picture, or nothing in it speaks for the answer";

    public Faithfulness {
        curves = List.copyOf(curves);
    }

    /** Whether every point that has products holds, and there is one. */
    public boolean holds() {
        List<Point> measured = curves.stream()
                .flatMap(curve -> curve.points().stream())
                .filter(point -> point.products() > 0)
                .toList();
        return !measured.isEmpty() && measured.stream().allMatch(Point::holds);
    }

    /** A table for people. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        for (Curve curve : curves) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-44s%10s%8s%10s%10s%20s",
                    curve.of() + ", " + curve.unit(),
                    "products",
                    "before",
                    "guided",
                    "random",
                    "difference"));
            List<Point> measured = curve.points().stream()
                    .filter(point -> point.products() > 0)
                    .toList();
            measured.forEach(point -> lines.add(line(point)));
            if (measured.isEmpty()) {
                lines.add("    none has enough to take out: " + NOTHING);
            }
        }
        return String.join(System.lineSeparator(), lines);
    }

    private static String line(Point point) {
        return String.format(
                Locale.ROOT,
                "  %-44s%,10d%8.3f%10.4f%10.4f%11.4f ±%7.4f%s",
                String.format(Locale.ROOT, "  %.0f", point.removed()),
                point.products(),
                point.intact(),
                -point.guided(),
                -point.random(),
                -(point.guided() - point.random()),
                point.error(),
                point.holds() ? "" : "  does not hold");
    }
}
