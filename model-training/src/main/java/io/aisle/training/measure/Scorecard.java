package io.aisle.training.measure;

import io.aisle.classifier.CategoryTree;
import io.aisle.contract.Category;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One head's answers, at each level and at the leaf. Thread-safe. */
public final class Scorecard {
    private final CategoryTree tree;
    private final Levels levels;
    private final List<Tally> byLevel = new ArrayList<>();
    private final Tally leaf = new Tally();
    private final Reliability reliability = new Reliability();

    Scorecard(CategoryTree tree, Levels levels) {
        this.tree = tree;
        this.levels = levels;
        for (int level = 0; level < levels.deepest(); level++) {
            byLevel.add(new Tally());
        }
    }

    /**
     * Takes note of an answer; the names of its leaf.
     *
     * @param probabilities by label, calibrated
     */
    synchronized String add(Category truth, double[] probabilities) {
        for (int level = 0; level < Math.min(levels.deepest(), truth.path().size()); level++) {
            byLevel.get(level).add(Levels.prefix(truth, level + 1), levels.best(level, probabilities));
        }
        int best = 0;
        for (int label = 1; label < probabilities.length; label++) {
            best = probabilities[label] > probabilities[best] ? label : best;
        }
        String answer = tree.leaf(best).names();
        leaf.add(truth.names(), answer);
        reliability.add(probabilities[best], truth.names().equals(answer));
        return answer;
    }

    /** Products the head was asked about. */
    public int products() {
        return leaf.products();
    }

    /** Share of the products whose likeliest leaf is the true one; NaN without products. */
    public double leafAccuracy() {
        return leaf.accuracy();
    }

    Tally leaf() {
        return leaf;
    }

    Tally level(int level) {
        return byLevel.get(level);
    }

    Reliability reliability() {
        return reliability;
    }

    /** As it stands in the report's JSON; without products there are no figures. */
    Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("products", products());
        if (products() > 0) {
            Map<String, Double> accuracy = new LinkedHashMap<>();
            Map<String, Double> macroF1 = new LinkedHashMap<>();
            for (int level = 0; level < byLevel.size(); level++) {
                if (byLevel.get(level).products() > 0) {
                    accuracy.put("level" + (level + 1), byLevel.get(level).accuracy());
                    macroF1.put("level" + (level + 1), byLevel.get(level).macroF1());
                }
            }
            accuracy.put("leaf", leaf.accuracy());
            macroF1.put("leaf", leaf.macroF1());
            figures.put("accuracy", accuracy);
            figures.put("macroF1", macroF1);
            figures.put("calibrationError", reliability.expectedError());
        }
        return figures;
    }
}
