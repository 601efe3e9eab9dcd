package io.aisle.classifier;

import io.aisle.classifier.engine.Batch;
import io.aisle.classifier.engine.Engine;
import io.aisle.classifier.engine.Predictions;
import io.aisle.contract.Classification.Head;
import io.aisle.contract.Codec;
import java.util.List;
import java.util.Map;

/**
 * Products with the answers every engine must give.
 *
 * @param tolerance largest allowed difference of a probability
 * @param cases the products
 */
public record GoldenSet(double tolerance, List<Case> cases) {
    public GoldenSet {
        cases = List.copyOf(cases);
    }

    /**
     * @param pair both halves
     * @param category the leaf of the fused head
     * @param heads softmax of each head, uncalibrated, as Deeplearning4j computed it when the model was released
     */
    public record Case(Pair pair, String category, Map<Head, float[]> heads) {
        /** Largest difference of a probability; not a number is as different as can be. */
        private double difference(Predictions given) {
            double largest = 0;
            for (Map.Entry<Head, float[]> head : heads.entrySet()) {
                float[] row = given.row(head.getKey(), 0);
                for (int label = 0; label < Math.max(row.length, head.getValue().length); label++) {
                    double difference =
                            row.length == head.getValue().length ? Math.abs(row[label] - head.getValue()[label]) : 1;
                    largest = difference <= largest ? largest : Double.isNaN(difference) ? 1 : difference;
                }
            }
            return largest;
        }

        private boolean hasLeaf(ModelRelease release, Predictions given) {
            float[] row = given.row(Head.FUSED, 0);
            int best = 0;
            for (int label = 1; label < row.length; label++) {
                best = row[label] > row[best] ? label : best;
            }
            return release.categories().leaf(best).id().equals(category);
        }
    }

    /** Of a release with coarser weights most leaves must stay; its probabilities move by design. */
    private static final double MOST_OTHER_LEAVES = 0.1;

    /**
     * How an engine did.
     *
     * @param cases products it answered
     * @param largestDifference of a probability, over all heads and leaves
     * @param otherLeaves products whose best leaf is another
     */
    public record Exam(int cases, double largestDifference, int otherLeaves) {
        @Override
        public String toString() {
            return "%d golden products, largest difference %.1e, %d of another leaf"
                    .formatted(cases, largestDifference, otherLeaves);
        }
    }

    /**
     * Has an engine answer every product.
     *
     * @throws ModelUnusable when it does not answer as the set says
     */
    public Exam examine(ModelRelease release, Engine engine) {
        Encoder encoder = Encoder.of(release);
        double largest = 0;
        int others = 0;
        for (Case expected : cases) {
            Batch batch = Batch.empty(1, encoder.inputs());
            encoder.encode(expected.pair(), batch, 0);
            Predictions given = engine.predict(batch);
            largest = Math.max(largest, expected.difference(given));
            others += expected.hasLeaf(release, given) ? 0 : 1;
        }
        Exam exam = new Exam(cases.size(), largest, others);
        boolean exact = engine.info().precision().equals("fp32");
        if (cases.isEmpty() || (exact ? !(largest <= tolerance) : others > MOST_OTHER_LEAVES * cases.size())) {
            throw new ModelUnusable("model " + release.manifest().name() + " "
                    + release.manifest().version()
                    + ": its golden answers are not those of engine "
                    + engine.info().engine() + ", " + exam
                    + (exact ? ", a difference of " + tolerance + " is allowed" : ""));
        }
        return exam;
    }

    /** The golden set in its JSON file. */
    public static GoldenSet parse(byte[] json) {
        return Codec.decode(json, GoldenSet.class);
    }
}
