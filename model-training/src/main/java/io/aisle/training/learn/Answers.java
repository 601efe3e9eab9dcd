package io.aisle.training.learn;

import io.aisle.classifier.engine.Predictions;
import io.aisle.contract.Classification.Head;
import io.aisle.contract.Classification.Modality;
import io.aisle.training.data.Dataset;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a network that is being trained says of some products.
 *
 * @param products as they stand in the data
 * @param predictions every head's softmax of each
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Answers(Dataset data, int[] products, Predictions predictions) {
    private static final int ROWS = 128;
    /** What is less likely costs no more. */
    private static final double LEAST = 1e-7;

    /** @param missing inputs taken away from all of them */
    @SuppressWarnings("NullAway") // every head has its array
    public static Answers of(ComputationGraph network, Dataset data, int[] products, Set<Modality> missing) {
        Map<Head, float[]> heads = new EnumMap<>(Head.class);
        for (Head head : Head.values()) {
            heads.put(head, new float[0]); // stays when nobody is asked
        }
        int labels = 0;
        for (int from = 0; from < products.length; from += ROWS) {
            int[] some = Arrays.copyOfRange(products, from, Math.min(products.length, from + ROWS));
            Dataset.Rows rows = data.rows(some);
            IntStream.range(0, some.length).forEach(row -> data.drop(rows, row, missing));
            INDArray[] outputs = network.output(MiniBatch.inputs(data, rows));
            labels = (int) outputs[0].size(1);
            for (Head head : Head.values()) {
                float[] values = outputs[head.ordinal()].dup('c').data().asFloat();
                if (from == 0) {
                    heads.put(head, new float[products.length * labels]);
                }
                System.arraycopy(values, 0, heads.get(head), from * labels, some.length * labels);
            }
        }
        return new Answers(data, products, new Predictions(products.length, labels, heads));
    }

    /** Of the products that have what the head reads, the share whose best leaf is the true one; NaN without any. */
    public double accuracy(Head head) {
        int[] able = able(head);
        long right = IntStream.of(able)
                .filter(at -> best(predictions.row(head, at)) == data.labels()[products[at]])
                .count();
        return (double) right / able.length;
    }

    /** Mean over the heads that some product has an input for: none is served half learned because another is good. */
    public double accuracy() {
        return Arrays.stream(Head.values())
                .mapToDouble(this::accuracy)
                .filter(share -> !Double.isNaN(share))
                .average()
                .orElse(Double.NaN);
    }

    /** Mean -log probability of the true leaf, of the products that have what the head reads; NaN without any. */
    public double loss(Head head) {
        return Arrays.stream(able(head))
                .mapToDouble(at -> -Math.log(Math.max(LEAST, predictions.row(head, at)[data.labels()[products[at]]])))
                .average()
                .orElse(Double.NaN);
    }

    /** Positions of the products that have what the head reads. */
    public int[] able(Head head) {
        return IntStream.range(0, products.length)
                .filter(at -> data.has(products[at], head))
                .toArray();
    }

    /** The label of the largest value. */
    public static int best(float[] row) {
        return IntStream.range(0, row.length)
                .reduce((left, right) -> row[right] > row[left] ? right : left)
                .orElseThrow();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Head head : Head.values()) {
            if (able(head).length > 0) {
                text.append(String.format(
                        Locale.ROOT,
                        "%s %.3f  ",
                        head.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        accuracy(head)));
            }
        }
        return text.toString().strip();
    }
}
