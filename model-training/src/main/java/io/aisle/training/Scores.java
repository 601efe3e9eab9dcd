package io.aisle.training;

import io.aisle.classifier.engine.Batch;
import io.aisle.classifier.engine.Predictions;
import io.aisle.classifier.engine.Tensors;
import io.aisle.contract.Classification.Head;
import io.aisle.contract.Classification.Modality;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * How often each head's best leaf is the true one.
 *
 * @param accuracy share of products, 0 to 1; the picture's head is asked only where there is a picture
 */
record Scores(Map<Head, Double> accuracy) {
    private static final int ROWS = 64;

    static Scores of(ComputationGraph network, Dataset data) {
        return of(batch -> Tensors.predict(network, batch), data, Set.of());
    }

    /** The same with some inputs taken away from every product. */
    static Scores of(Function<Batch, Predictions> network, Dataset data, Set<Modality> missing) {
        Map<Head, int[]> counts = new EnumMap<>(Head.class);
        for (Head head : Head.values()) {
            counts.put(head, new int[2]);
        }
        for (int from = 0; from < data.size(); from += ROWS) {
            int[] rows =
                    IntStream.range(from, Math.min(data.size(), from + ROWS)).toArray();
            Batch batch = data.rows(rows);
            IntStream.range(0, rows.length).forEach(row -> Dataset.drop(batch, row, missing));
            count(network.apply(batch), rows, data, counts);
        }
        Map<Head, Double> accuracy = new EnumMap<>(Head.class);
        counts.forEach((head, count) -> accuracy.put(head, (double) count[0] / count[1]));
        return new Scores(accuracy);
    }

    private static void count(Predictions predictions, int[] rows, Dataset data, Map<Head, int[]> counts) {
        counts.forEach((head, count) -> {
            for (int at = 0; at < rows.length; at++) {
                if (head == Head.IMAGE && !data.pictured()[rows[at]]) {
                    continue;
                }
                count[0] += best(predictions.row(head, at)) == data.labels()[rows[at]] ? 1 : 0;
                count[1]++;
            }
        });
    }

    static int best(float[] row) {
        return IntStream.range(0, row.length)
                .reduce((left, right) -> row[right] > row[left] ? right : left)
                .orElseThrow();
    }

    @SuppressWarnings("NullAway") // every head was counted
    double of(Head head) {
        return accuracy.get(head);
    }

    @Override
    public String toString() {
        return accuracy.entrySet().stream()
                .map(entry -> String.format(
                        Locale.ROOT,
                        "%s %.3f",
                        entry.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        entry.getValue()))
                .collect(Collectors.joining("  "));
    }
}
