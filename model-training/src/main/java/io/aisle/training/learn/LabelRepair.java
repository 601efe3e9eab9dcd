package io.aisle.training.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Learning from labels that are partly wrong, after SELFIE (Song, Kim and Lee, ICML 2019): when the warm-up is over, the
 * products of lowest loss are clean and teach the label they have; of the others, those whose last predictions agree
 * teach what these predict; the rest teaches nothing for now. The labels given are read and never written.
 *
 * <p>A learner over n-grams knows every title by heart after one look, wrong labels too: its later predictions repeat what
 * it was told, and the paper's warm-up finds nothing. Such a learner rehearses: it learns from one half of the products
 * and votes on the other, in turn and as often as there are votes, each time from its start and from the labels repaired
 * so far (as in confident learning, Northcutt et al., JAIR 2021; and as the paper's own restarts). Then the labels stand.
 *
 * <p>Three things differ from the paper. The clean share is taken of each category and not of a mini-batch, or rare
 * categories, whose loss is high because they are rare, would vanish; for the same reason a clean product is never
 * relabelled, and the decision falls once an epoch, because a mini-batch holds no product of most categories. Agreement
 * is counted in votes ({@link LabelNoise}).
 */
public final class LabelRepair implements Labels {
    /**
     * A product that taught another label than its own.
     *
     * @param product as it stands in the data
     * @param votes how many of the last predictions were for the corrected label
     * @param epoch after which it was corrected: of the learner, or the rehearsal
     * @param stands whether it still was when training ended
     */
    public record Correction(int product, int given, int corrected, int votes, int epoch, boolean stands) {}

    private final int[] products;
    private final int[] given;
    private final LabelNoise noise;
    private final int[] taught;
    /** The last predictions of each product, the oldest overwritten first. */
    private final int[] predictions;

    private final int[] seen;
    private final double[] losses;
    private final Map<Integer, Correction> corrections = new TreeMap<>();
    private int epoch;
    private int warm;
    private final boolean rehearses;
    private boolean rehearsed;

    /**
     * @param products that teach
     * @param given label of every product
     */
    public LabelRepair(int[] products, int[] given, LabelNoise noise) {
        this(products, given, noise, true);
    }

    /** As in the paper: a learner that could rehearse does not, and labels are decided after each of its epochs. */
    public static LabelRepair byEpoch(int[] products, int[] given, LabelNoise noise) {
        return new LabelRepair(products, given, noise, false);
    }

    private LabelRepair(int[] products, int[] given, LabelNoise noise, boolean rehearses) {
        this.rehearses = rehearses;
        this.products = products.clone();
        this.given = given;
        this.noise = noise;
        this.taught = given.clone();
        this.predictions = new int[given.length * noise.history()];
        this.seen = new int[given.length];
        this.losses = new double[given.length];
    }

    @Override
    public int of(int product) {
        return taught[product];
    }

    @Override
    public int given(int product) {
        return given[product];
    }

    @Override
    public boolean listens() {
        return !rehearsed;
    }

    @Override
    public void note(int product, int predicted, double loss) {
        predictions[product * noise.history() + seen[product] % noise.history()] = predicted;
        seen[product]++;
        losses[product] = loss;
    }

    @Override
    public void restart() {
        warm = 0;
    }

    @Override
    public void nextEpoch() {
        if (rehearsed) {
            return;
        }
        epoch++;
        warm++;
        if (warm >= noise.warmUp()) {
            byGivenLabel().forEach(this::decide);
        }
    }

    @Override
    public void rehearse(Rehearsal learner) {
        if (rehearsed || !rehearses) {
            return;
        }
        int[] shuffled = products.clone();
        for (int vote = 0; vote < noise.history(); vote++) {
            shuffle(shuffled, vote);
            int half = shuffled.length / 2;
            int[] one = Arrays.copyOf(shuffled, half);
            int[] other = Arrays.copyOfRange(shuffled, half, shuffled.length);
            learner.run(one, other, 2 * vote);
            learner.run(other, one, 2 * vote + 1);
            epoch++;
            byGivenLabel().forEach(this::decide);
        }
        rehearsed = true;
    }

    private static void shuffle(int[] products, int seed) {
        Random random = new Random(seed);
        for (int at = products.length - 1; at > 0; at--) {
            int other = random.nextInt(at + 1);
            int kept = products[at];
            products[at] = products[other];
            products[other] = kept;
        }
    }

    /** Products that were looked at, of each label given. */
    private List<List<Integer>> byGivenLabel() {
        List<List<Integer>> byLabel = new ArrayList<>();
        for (int product : products) {
            while (byLabel.size() <= given[product]) {
                byLabel.add(new ArrayList<>());
            }
            if (seen[product] > 0) {
                byLabel.get(given[product]).add(product);
            }
        }
        return byLabel;
    }

    private void decide(List<Integer> category) {
        category.sort(Comparator.comparingDouble(product -> losses[product]));
        int clean = (int) Math.ceil((1 - noise.share()) * category.size());
        for (int at = 0; at < category.size(); at++) {
            int product = category.get(at);
            taught[product] = at < clean ? given[product] : refurbished(product);
        }
    }

    private int refurbished(int product) {
        int[] last = lastPredictions(product);
        int label = majority(last);
        int votes = (int) IntStream.of(last).filter(vote -> vote == label).count();
        if (last.length < noise.history() || votes < noise.history() - noise.dissent()) {
            return NONE;
        }
        if (label != given[product]) {
            log(product, label, votes);
        }
        return label;
    }

    private void log(int product, int label, int votes) {
        Correction before = corrections.get(product);
        if (before == null || before.corrected() != label) {
            corrections.put(product, new Correction(product, given[product], label, votes, epoch, true));
        }
    }

    private int[] lastPredictions(int product) {
        int from = product * noise.history();
        return Arrays.copyOfRange(predictions, from, from + Math.min(seen[product], noise.history()));
    }

    /** The label of more than half the votes, if any has as many (Boyer and Moore, MJRTY, 1981). */
    private static int majority(int[] votes) {
        int label = NONE;
        int lead = 0;
        for (int vote : votes) {
            label = lead == 0 ? vote : label;
            lead += vote == label ? 1 : -1;
        }
        return label;
    }

    /** Every product that was corrected at some time, in the order of the data. */
    public List<Correction> corrections() {
        return corrections.values().stream()
                .map(one -> new Correction(
                        one.product(),
                        one.given(),
                        one.corrected(),
                        one.votes(),
                        one.epoch(),
                        taught[one.product()] == one.corrected()))
                .toList();
    }

    @Override
    public String toString() {
        long left = IntStream.of(products)
                .filter(product -> taught[product] == NONE)
                .count();
        long standing = corrections().stream().filter(Correction::stands).count();
        return String.format(
                Locale.ROOT,
                "label noise %.0f %%: of %,d products %,d teach a corrected label, %,d are left out",
                100 * noise.share(),
                products.length,
                standing,
                left);
    }
}
