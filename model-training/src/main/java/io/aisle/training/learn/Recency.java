package io.aisle.training.learn;

import io.aisle.training.data.Source;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Newer products teach more often: a product weighs half as much as one that is a half-life younger. Seasonal goods stay:
 * the products that a category got in the same month of any year weigh at least {@code floor} on average, so that in
 * summer last winter's coats still teach.
 *
 * @param halfLife in which a product's weight halves
 * @param floor least mean weight of a category's month, 0 to 1; the newest product weighs 1
 */
public record Recency(Duration halfLife, double floor) {
    /** A season that is over comes at least a quarter as often as the newest products. */
    private static final double FLOOR = 0.25;

    private static final int MONTHS = 12;

    /** With a floor of a quarter. */
    public static Recency of(Duration halfLife) {
        return new Recency(halfLife, FLOOR);
    }

    /** Reads the source once for its dates, of which there must be some; the weight of each product. */
    public double[] weights(Source source, int[] labels) {
        List<@Nullable Instant> registered = new ArrayList<>();
        source.read(one -> registered.add(one.product().registeredAt()));
        if (registered.stream().allMatch(Objects::isNull)) {
            throw new IllegalArgumentException(
                    "options: --half-life needs registeredAt, such as 2026-01-31T08:00:00Z, and no product has one.");
        }
        return weights(registered, labels);
    }

    /**
     * The weight of each product. One without a date weighs as much as those with a date do on average; where none has
     * one, all weigh 1.
     *
     * @param registered when each was first offered
     * @param labels category of each
     */
    double[] weights(List<@Nullable Instant> registered, int[] labels) {
        double[] weights = new double[labels.length];
        int[] dated = IntStream.range(0, labels.length)
                .filter(product -> registered.get(product) != null)
                .toArray();
        Instant newest = IntStream.of(dated)
                .mapToObj(product -> at(registered, product))
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
        Map<Long, List<Integer>> seasons = new HashMap<>();
        for (int product : dated) {
            Instant date = at(registered, product);
            double age = (double) Duration.between(date, newest).toSeconds() / halfLife.toSeconds();
            weights[product] = Math.pow(0.5, age);
            int month = date.atZone(ZoneOffset.UTC).getMonthValue();
            seasons.computeIfAbsent((long) MONTHS * labels[product] + month, any -> new ArrayList<>())
                    .add(product);
        }
        seasons.values().forEach(season -> lift(season, weights));
        double mean = IntStream.of(dated)
                .mapToDouble(product -> weights[product])
                .average()
                .orElse(1);
        for (int product = 0; product < labels.length; product++) {
            weights[product] = registered.get(product) == null ? mean : weights[product];
        }
        return weights;
    }

    private static Instant at(List<@Nullable Instant> registered, int product) {
        return Objects.requireNonNull(registered.get(product));
    }

    private void lift(List<Integer> season, double[] weights) {
        double mean = season.stream()
                .mapToDouble(product -> weights[product])
                .average()
                .orElse(1);
        if (mean < floor) {
            season.forEach(product -> weights[product] = mean > 0 ? weights[product] * floor / mean : floor);
        }
    }
}
