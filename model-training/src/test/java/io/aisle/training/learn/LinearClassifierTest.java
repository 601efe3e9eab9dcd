package io.aisle.training.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisle.classifier.engine.Inputs;
import io.aisle.training.data.Dataset;
import io.aisle.training.data.PictureStore;
import io.aisle.training.data.Split.Part;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LinearClassifierTest {
    private static final int PRODUCTS = 300;
    private static final int LABELS = 40;
    private static final int BUCKETS = 1_000;
    private static final int PIECES = 4;

    /** 40 labels are two blocks, the second of them not full. */
    @Test
    void learnsWhichPiecesMeanWhatBesideOthersThatMeanNothing() {
        Dataset data = products(true);
        LinearClassifier.Learned learned = classifier(data).train(all());
        assertThat(right(data, product -> learned.scores(data, product))).isGreaterThan(0.98);
        assertThat(classifier(data).train(all()).rows()).containsExactly(learned.rows());
    }

    @Test
    void givesTheNetworkScoresOfClassifiersThatDidNotSeeTheProduct() {
        Dataset data = products(false);
        LinearClassifier.Learned learned = classifier(data).train(all());
        assertThat(right(data, product -> learned.scores(data, product)))
                .as("known by heart")
                .isGreaterThan(0.9);
        new LinearScores(classifier(data)).learn(all());
        assertThat(right(data, product -> data.linear()[product])).as("unseen").isLessThan(0.2);
    }

    @Test
    void seesRareLabelsAsOftenAsTheSamplingSays() {
        assertThat(preferenceOfTheRare(Sampling.NATURAL, new double[0])).isLessThan(-0.5);
        assertThat(preferenceOfTheRare(Sampling.EQUAL, new double[0])).isBetween(-0.3, 0.3);
        double[] weights = IntStream.range(0, PRODUCTS)
                .mapToDouble(product -> product % 10 == 0 ? 9 : 1)
                .toArray();
        assertThat(preferenceOfTheRare(Sampling.NATURAL, weights)).isBetween(-0.3, 0.3);
    }

    /** One product in ten is rare, and all have the same name. */
    private static double preferenceOfTheRare(Sampling sampling, double[] weights) {
        Dataset even = products(false);
        int[] labels = IntStream.range(0, PRODUCTS)
                .map(product -> product % 10 == 0 ? 1 : 0)
                .toArray();
        int[] ids = new int[even.ids().length];
        for (int at = Inputs.WORDS; at < ids.length; at += even.inputs().ids()) {
            ids[at] = 1;
        }
        Dataset data =
                new Dataset(even.inputs(), ids, labels, even.pictures(), even.store(), even.parts(), even.linear());
        Lessons lessons = Lessons.of(data).with(sampling, weights);
        LinearClassifier.Learned learned = new LinearClassifier(data, lessons, BUCKETS, 2, 20, 5).train(all());
        float[] scores = learned.scores(data, 0);
        return scores[1] + learned.bias()[1] - scores[0] - learned.bias()[0];
    }

    @Test
    void isLearnedOnceForTrainingsOfTheSameKind() {
        var known = new Beginnings();
        Dataset data = products(true);
        Dataset same = products(true);
        LinearScores.Linear first = known.linear(classifier(data), all());
        known.linear(new LinearClassifier(data, BUCKETS, LABELS, 1, 5), all());
        assertThat(known.linear(classifier(same), all())).isSameAs(first);
        new LinearScores(classifier(data)).learn(all());
        assertThat(same.linear()).isDeepEqualTo(data.linear());
    }

    @Test
    void networkRowsSumToTheScores() {
        Dataset data = products(true);
        LinearClassifier.Learned learned = classifier(data).train(all());
        float[] rows = learned.rows();
        float[] sum = new float[LABELS + 1];
        for (int at = Inputs.WORDS; at < Inputs.WORDS + PIECES; at++) {
            for (int of = 0; of <= LABELS; of++) {
                sum[of] += rows[data.ids()[at] * (LABELS + 1) + of];
            }
        }
        float[] scores = learned.scores(data, 0);
        for (int label = 0; label < LABELS; label++) {
            assertThat(sum[label] / Math.sqrt(sum[LABELS])).isCloseTo(scores[label], within());
        }
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(1e-5);
    }

    private interface Scores {
        float[] of(int product);
    }

    private static double right(Dataset data, Scores scores) {
        return IntStream.range(0, PRODUCTS)
                .map(product -> Answers.best(scores.of(product)) == data.labels()[product] ? 1 : 0)
                .average()
                .orElseThrow();
    }

    private static int[] all() {
        return IntStream.range(0, PRODUCTS).toArray();
    }

    private static LinearClassifier classifier(Dataset data) {
        return new LinearClassifier(data, BUCKETS, LABELS, 20, 5);
    }

    /** Where pieces mean something the first two tell the label; the others are each product's own. */
    private static Dataset products(boolean meaning) {
        Random random = new Random(3);
        Inputs inputs = new Inputs(PIECES, 16);
        int[] ids = new int[PRODUCTS * inputs.ids()];
        int[] labels = new int[PRODUCTS];
        for (int product = 0; product < PRODUCTS; product++) {
            labels[product] = meaning ? product % LABELS : random.nextInt(LABELS);
            int start = product * inputs.ids() + Inputs.WORDS;
            ids[start] = 100 + product;
            ids[start + 1] = 400 + product;
            ids[start + 2] = meaning ? 1 + labels[product] : 700 + product % 300;
            ids[start + 3] = meaning ? 50 + labels[product] / 2 : 1;
        }
        Part[] parts = new Part[PRODUCTS];
        Arrays.fill(parts, Part.TRAINING);
        int[] none = new int[PRODUCTS];
        Arrays.fill(none, PictureStore.NONE);
        return new Dataset(inputs, ids, labels, none, PictureStore.none(8), parts, new float[PRODUCTS][0]);
    }
}
