package io.aisle.training.learn;

import io.aisle.training.data.Dataset;
import io.aisle.training.data.Split.Part;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * What a learner is taught: which products come in an epoch, and which label each teaches.
 *
 * @param products that teach
 * @param given label of every product of the data
 * @param classes number of labels
 * @param weights of every product, empty when none comes more often than another for its own sake
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Lessons(int[] products, int[] given, int classes, Labels labels, Sampling sampling, double[] weights) {
    /** Every product that teaches, once an epoch, with its own label. */
    public static Lessons of(Dataset data) {
        int classes = IntStream.of(data.labels()).max().orElse(0) + 1;
        Labels labels = Labels.asGiven(data.labels());
        return new Lessons(data.of(Part.TRAINING), data.labels(), classes, labels, Sampling.NATURAL, new double[0]);
    }

    /** The same with other labels. */
    public Lessons with(Labels other) {
        return new Lessons(products, given, classes, other, sampling, weights);
    }

    /** The same labels of other products. */
    Lessons of(int[] others) {
        return new Lessons(others, given, classes, labels, sampling, weights);
    }

    /** The same with the labels as they are now, whatever is noted. */
    Lessons silently() {
        return with(
                Labels.asGiven(IntStream.range(0, given.length).map(labels::of).toArray()));
    }

    /** The same drawn otherwise. */
    public Lessons with(Sampling other, double[] otherWeights) {
        return new Lessons(products, given, classes, labels, other, otherWeights);
    }

    /** The products of an epoch in the order they are learned from, those left out among them. */
    int[] epoch(Random random) {
        return sampling.epoch(products, given, weights, random);
    }

    /** Whether an epoch may have a product twice, or not at all. */
    boolean drawsAnew() {
        return sampling.drawsAnew(weights);
    }

    /** Those of them that teach. */
    int[] teaching(int[] some) {
        return IntStream.of(some)
                .filter(product -> labels.of(product) != Labels.NONE)
                .toArray();
    }

    /** What is added to each logit while learning. */
    float[] offset() {
        return sampling.offset(counts());
    }

    /** What to add to each logit afterwards, so that answers are about products as frequent as these. */
    float[] correction() {
        return correction(counts());
    }

    /** What to add to each logit afterwards, so that answers are about products as frequent as {@code target} has them. */
    public float[] correction(double[] target) {
        return sampling.correction(counts(), target);
    }

    private double[] counts() {
        return Arrays.copyOf(Sampling.counts(products, given, weights), classes);
    }
}
