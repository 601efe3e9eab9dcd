package io.aisle.training.learn;

import io.aisle.training.data.Dataset;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The linear classifiers that trainings began with, so that others begin with them too instead of learning them again.
 * For trainings with one data set, its labels as they are given, and no product weighing more than another.
 */
public final class Beginnings {
    private final Map<Bag, BagOfPieces.Learned> bags = new HashMap<>();
    private final Map<Kind, Known> linear = new HashMap<>();

    private record Bag(BagOfPieces bag, Sampling sampling) {}

    private record Kind(int buckets, int labels, int epochs, long seed, Sampling sampling) {}

    /** @param scores of each product, as the data hold them */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Known(LinearScores.Linear linear, float[][] scores) {}

    BagOfPieces.Learned bag(BagOfPieces bag, Sampling sampling, Supplier<BagOfPieces.Learned> learning) {
        return bags.computeIfAbsent(new Bag(bag, sampling), any -> learning.get());
    }

    /** The classifier as it was learned from these products, whose scores are in its data then. */
    LinearScores.Linear linear(LinearClassifier classifier, int[] training) {
        Dataset data = classifier.data();
        var kind = new Kind(
                classifier.buckets(),
                classifier.labels(),
                classifier.epochs(),
                classifier.seed(),
                classifier.lessons().sampling());
        Known known = linear.computeIfAbsent(kind, any -> {
            LinearScores.Linear learned = new LinearScores(classifier).learn(training);
            return new Known(learned, data.linear().clone());
        });
        System.arraycopy(known.scores(), 0, data.linear(), 0, known.scores().length);
        return known.linear();
    }
}
