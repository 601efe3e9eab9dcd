package io.aisle.training.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far down the tree an answer can be trusted: each product is answered by the deepest node of its path whose
 * probability, that of all leaves below it together, reaches a threshold.
 *
 * @param threshold least probability
 * @param products all of them
 * @param wholly answered down to a leaf
 * @param toLevel {@code [level]}: answered down to this level and no further, leaves left out; level 0 is no answer
 * @param right answered, and the label lies there
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TrustedDepth(double threshold, int products, int wholly, int[] toLevel, int right) {
    /** What the report shows. */
    static final List<Double> THRESHOLDS = List.of(0.5, 0.8, 0.9, 0.95, 0.99);

    /** @param deepest levels of the model's tree */
    static TrustedDepth of(double threshold, List<Judged> judged, int deepest) {
        int[] toLevel = new int[deepest + 1];
        int wholly = 0;
        int right = 0;
        for (Judged one : judged) {
            int depth = depth(one.pathConfidence(), threshold);
            if (depth == one.pathConfidence().size()) {
                wholly++;
            } else {
                toLevel[depth]++;
            }
            right += depth > 0 && isRight(one, depth) ? 1 : 0;
        }
        return new TrustedDepth(threshold, judged.size(), wholly, toLevel, right);
    }

    private static int depth(List<Double> path, double threshold) {
        int depth = 0;
        while (depth < path.size() && path.get(depth) >= threshold) {
            depth++;
        }
        return depth;
    }

    private static boolean isRight(Judged one, int depth) {
        String answer = Levels.prefix(one.ranked().get(0).category(), depth);
        boolean isLeaf = depth == one.pathConfidence().size();
        return answer.equals(isLeaf ? one.truth() : Levels.prefix(one.label(), depth));
    }

    /** Of the answered products; NaN when none is. */
    double accuracy() {
        return (double) right / (products - toLevel[0]);
    }

    /** Answered at all. */
    double coverage() {
        return share(products - toLevel[0]);
    }

    double share(int some) {
        return (double) some / products;
    }

    /** As it stands in the report's JSON. */
    Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("threshold", threshold);
        figures.put("coverage", coverage());
        figures.put("coverageOfLeaves", share(wholly));
        if (products > toLevel[0]) {
            figures.put("accuracy", accuracy());
        }
        List<Double> stopped = new ArrayList<>();
        for (int level = 1; level < toLevel.length - 1; level++) {
            stopped.add(share(toLevel[level]));
        }
        figures.put("stoppedAtLevel", stopped);
        return figures;
    }
}
