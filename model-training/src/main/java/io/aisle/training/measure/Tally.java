package io.aisle.training.measure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Right and wrong answers of one head at one level of the tree. Not thread-safe. */
public final class Tally {
    /** True category to answered category to products. */
    private final Map<String, Map<String, Integer>> answers = new HashMap<>();

    private int products;
    private int right;

    /** One answer. */
    public void add(String truth, String answer) {
        answers.computeIfAbsent(truth, any -> new HashMap<>()).merge(answer, 1, Integer::sum);
        products++;
        right += truth.equals(answer) ? 1 : 0;
    }

    public int products() {
        return products;
    }

    /** NaN when nothing was asked. */
    public double accuracy() {
        return (double) right / products;
    }

    /** Mean of the F1 of every category that occurs, in truth or in an answer. */
    public double macroF1() {
        return categories().stream().mapToDouble(Category::f1).average().orElse(Double.NaN);
    }

    /**
     * @param products whose category it is
     * @param answered that were put into it
     * @param right both
     */
    record Category(String name, int products, int answered, int right) {
        double f1() {
            return right == 0 ? 0 : 2.0 * right / (products + answered);
        }

        double recall() {
            return products == 0 ? 0 : (double) right / products;
        }

        double precision() {
            return answered == 0 ? 0 : (double) right / answered;
        }
    }

    /** Every category that occurs. */
    List<Category> categories() {
        Map<String, int[]> counts = new HashMap<>();
        answers.forEach((truth, row) -> row.forEach((answer, count) -> {
            counts.computeIfAbsent(truth, any -> new int[3])[0] += count;
            counts.computeIfAbsent(answer, any -> new int[3])[1] += count;
            if (truth.equals(answer)) {
                counts.get(truth)[2] += count;
            }
        }));
        List<Category> categories = new ArrayList<>();
        counts.forEach((name, count) -> categories.add(new Category(name, count[0], count[1], count[2])));
        return categories;
    }

    /** Products of one category that were put into another. */
    record Confusion(String truth, String answer, int products) {}

    /** The commonest first. */
    List<Confusion> confusions(int most) {
        List<Confusion> confusions = new ArrayList<>();
        answers.forEach((truth, row) -> row.forEach((answer, count) -> {
            if (!truth.equals(answer)) {
                confusions.add(new Confusion(truth, answer, count));
            }
        }));
        confusions.sort((left, other) -> other.products() == left.products()
                ? (left.truth() + left.answer()).compareTo(other.truth() + other.answer())
                : other.products() - left.products());
        return confusions.subList(0, Math.min(most, confusions.size()));
    }
}
