package io.aisle.training.learn;

import io.aisle.classifier.Calibration;
import io.aisle.classifier.engine.Inputs;
import io.aisle.training.data.Dataset;
import io.aisle.training.data.Evenly;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The linear classifier of a network, and what it says of every product. What it says of a product that it learned from
 * is too good to learn from: those products are asked of classifiers that learned from the others (stacked
 * generalization, Wolpert, Neural Networks 1992).
 */
final class LinearScores {
    /** Each classifier misses a third, which costs less accuracy than a half and less time than a fifth. */
    private static final int FOLDS = 3;

    private static final int MOST_FOR_SCALE = 5_000;

    /**
     * @param rows the classifier as the network holds it
     * @param bias what it adds to the score of each label
     * @param scale what its scores are multiplied with to be logits
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Linear(float[] rows, float[] bias, double scale) {}

    private final LinearClassifier classifier;
    private final Labels teacher;
    private final Dataset data;

    LinearScores(LinearClassifier classifier) {
        this.teacher = classifier.lessons().labels();
        this.classifier = classifier;
        this.data = classifier.data();
    }

    /** Learns, and writes the scores of all products into the data. */
    Linear learn(int[] training) {
        teacher.rehearse(this::rehearse);
        LinearClassifier.Learned all = classifier.train(teaching(training));
        write(all, IntStream.range(0, data.labels().length));
        for (int fold = 0; fold < FOLDS; fold++) {
            int left = fold;
            int[] others = teaching(some(training, at -> foldOf(training[at]) != left));
            if (others.length > 0 && others.length < training.length) {
                write(classifier.train(others), IntStream.of(some(training, at -> foldOf(training[at]) == left)));
            }
        }
        return new Linear(all.rows(), all.bias(), scale(training, all.bias()));
    }

    /** Products of one title are in one fold: a score must not come from a classifier that learned it by heart. */
    private int foldOf(int product) {
        int width = data.inputs().ids();
        int hash = 1;
        for (int at = product * width + Inputs.WORDS; at < (product + 1) * width; at++) {
            hash = 31 * hash + data.ids()[at];
        }
        return Math.floorMod(hash ^ (hash >>> 16), FOLDS);
    }

    private void rehearse(int[] taught, int[] heldOut, int round) {
        LinearClassifier.Learned half = classifier.rehearsing(round).train(teaching(taught));
        for (int product : heldOut) {
            float[] shares = softmax(half.scores(data, product), half.bias());
            teacher.note(product, Answers.best(shares), -Math.log(shares[teacher.given(product)]));
        }
    }

    private int[] teaching(int[] some) {
        return some(some, at -> teacher.of(some[at]) != Labels.NONE);
    }

    private static int[] some(int[] training, IntPredicate taken) {
        return IntStream.range(0, training.length)
                .filter(taken)
                .map(at -> training[at])
                .toArray();
    }

    private void write(LinearClassifier.Learned learned, IntStream products) {
        products.parallel().forEach(product -> data.linear()[product] = learned.scores(data, product));
    }

    private double scale(int[] training, float[] bias) {
        // As often as they were learned from: the scores know how frequent categories are there.
        Lessons lessons = classifier.lessons().of(teaching(training));
        int[] drawn = lessons.drawsAnew() ? lessons.epoch(new Random(classifier.seed())) : lessons.products();
        int[] some = Evenly.of(drawn, MOST_FOR_SCALE);
        float[][] rows = IntStream.of(some)
                .mapToObj(product -> softmax(data.linear()[product], bias))
                .toArray(float[][]::new);
        int[] truth = IntStream.of(some).map(teacher::of).toArray();
        return 1 / Calibration.fit(rows, truth);
    }

    private static float[] softmax(float[] scores, float[] bias) {
        float[] shares = new float[scores.length];
        float sum = 0;
        for (int label = 0; label < shares.length; label++) {
            shares[label] = (float) Math.exp(scores[label] + bias[label]);
            sum += shares[label];
        }
        for (int label = 0; label < shares.length; label++) {
            shares[label] /= sum;
        }
        return shares;
    }
}
