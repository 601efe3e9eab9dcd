package io.aisle.training.measure;

import io.aisle.catalogue.LabelledProduct;
import io.aisle.classifier.CategoryTree;
import io.aisle.classifier.ModelRelease;
import io.aisle.classifier.Pair;
import io.aisle.classifier.Rules;
import io.aisle.classifier.Verdict;
import io.aisle.classifier.engine.Engine;
import io.aisle.classifier.engine.Predictions;
import io.aisle.contract.Classification.Head;
import io.aisle.contract.ImageFeatures;
import io.aisle.contract.Product;
import io.aisle.features.text.ProductAnalyzer;
import io.aisle.training.data.Features;
import io.aisle.training.data.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;

/** A release asked about labelled products, with the features and the engine of serving. */
public final class Evaluation {
    /** Share of the pictures the report takes away when nobody says another. */
    public static final double USUAL_SHARE = 0.3;

    private static final int CHUNK = 1_024;

    private final ModelRelease release;
    private final Rules rules;
    private final Answerer answerer;
    private final Levels levels;
    private final Map<Head, Scorecard> heads = new EnumMap<>(Head.class);
    private final Scorecard afterRules;
    private final MissingPictures missing;
    private final List<Judged> judged = new ArrayList<>();
    private final Examples examples;
    private String leftOut = "";
    private long aside;
    private double seconds;

    /** @param engine opened for the release; stays its owner's to close */
    public Evaluation(ModelRelease release, Engine engine) {
        this(release, engine, release.rules(), USUAL_SHARE, 1);
    }

    /**
     * @param rules instead of the release's own
     * @param missing share of the pictures that are taken away to see what that costs; with 0 nobody asks
     * @param seed decides which, and which examples are shown
     */
    public Evaluation(ModelRelease release, Engine engine, Rules rules, double missing, long seed) {
        CategoryTree tree = release.categories();
        this.release = release;
        this.rules = rules.checkedAgainst(tree);
        this.answerer = new Answerer(release, engine, rules);
        this.levels = Levels.of(tree);
        for (Head head : Head.values()) {
            heads.put(head, new Scorecard(tree, levels));
        }
        this.afterRules = new Scorecard(tree, levels);
        this.missing = new MissingPictures(missing, seed, tree, levels);
        this.examples = new Examples(seed);
    }

    /** For those who only want the answers: nobody asks again without the pictures. */
    public static Evaluation ofAnswers(ModelRelease release, Engine engine, Rules rules) {
        return new Evaluation(release, engine, rules, 0, 1);
    }

    /** Reads every product once. */
    public void run(Source source) {
        run(source, asked -> {});
    }

    /** @param progress is told now and then how many products were asked about */
    public void run(Source source, IntConsumer progress) {
        long start = System.nanoTime();
        try (ProductAnalyzer analyzer = new ProductAnalyzer()) {
            Features features = Features.of(release, analyzer);
            List<LabelledProduct> chunk = new ArrayList<>();
            source.read(product -> {
                chunk.add(product);
                if (chunk.size() == CHUNK) {
                    answer(chunk, features);
                    progress.accept(judged.size());
                }
            });
            answer(chunk, features);
        }
        seconds = (System.nanoTime() - start - aside) / 1e9;
        leftOut = source.refusals();
        if (judged.isEmpty()) {
            throw new IllegalArgumentException("data: holds no labelled product, so there is nothing to measure. "
                    + (leftOut.isEmpty() ? "It is empty." : "Left out: " + leftOut));
        }
    }

    /** What of the data was left out, for people; empty when nothing was. */
    public String leftOut() {
        return leftOut;
    }

    private void answer(List<LabelledProduct> chunk, Features features) {
        Asked[] asked = new Asked[chunk.size()];
        Batches.inParallel(chunk.size(), (from, to) -> answer(chunk.subList(from, to), features, asked, from));
        for (Asked one : asked) {
            judged.add(one.judged());
            examples.offer(one.judged(), one.pair());
        }
        chunk.clear();
        if (missing.share() > 0) {
            long start = System.nanoTime();
            withoutPictures(asked);
            aside += System.nanoTime() - start;
        }
    }

    /** @param probabilities final, by label */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Asked(Pair pair, Judged judged, double[] probabilities) {
        boolean hasPicture() {
            return has(pair, Head.IMAGE);
        }
    }

    private void answer(List<LabelledProduct> some, Features features, Asked[] asked, int first) {
        List<Pair> pairs = some.stream().map(one -> features.of(one.product())).toList();
        Predictions predictions = answerer.predict(pairs);
        for (int row = 0; row < pairs.size(); row++) {
            asked[first + row] = judge(some.get(row), pairs.get(row), predictions, row);
        }
    }

    @SuppressWarnings("NullAway") // every head has its card
    private Asked judge(LabelledProduct labelled, Pair pair, Predictions predictions, int row) {
        Map<Head, String> said = new EnumMap<>(Head.class);
        for (Head head : Head.values()) {
            if (has(pair, head)) {
                double[] calibrated = answerer.calibrated(head, predictions, row);
                said.put(head, heads.get(head).add(labelled.category(), calibrated));
            }
        }
        Product product = labelled.product().withoutImage();
        Verdict verdict = answerer.verdict(product, predictions, row);
        double[] ruled = answerer.byLabel(verdict);
        afterRules.add(labelled.category(), ruled);
        Judged judged = new Judged(
                product,
                labelled.category(),
                verdict.ranked().stream().limit(Judged.RANKED).toList(),
                verdict.pathConfidence(),
                verdict.rule(),
                said);
        return new Asked(pair, judged, ruled);
    }

    /** Asks about the same products again, without their pictures; the time for it is not the model's. */
    private void withoutPictures(Asked[] asked) {
        List<Asked> pictured = Arrays.stream(asked).filter(Asked::hasPicture).toList();
        double[][] without = new double[pictured.size()][];
        Batches.inParallel(pictured.size(), (from, to) -> {
            List<Pair> pairs = pictured.subList(from, to).stream()
                    .map(one -> withoutPicture(one.pair()))
                    .toList();
            Predictions predictions = answerer.predict(pairs);
            for (int row = 0; row < pairs.size(); row++) {
                Product product = pictured.get(from + row).judged().product();
                without[from + row] = answerer.byLabel(answerer.verdict(product, predictions, row));
            }
        });
        int at = 0;
        for (Asked one : asked) {
            if (one.hasPicture()) {
                missing.add(one.judged().label(), one.probabilities(), without[at++]);
            } else {
                missing.add(one.judged().label(), one.probabilities());
            }
        }
    }

    private static Pair withoutPicture(Pair pair) {
        return new Pair(
                pair.text(),
                new ImageFeatures.Unavailable(pair.key(), ImageFeatures.Reason.NO_PICTURE, "taken away"),
                pair.acceptedAt());
    }

    private static boolean has(Pair pair, Head head) {
        return switch (head) {
            case NAME -> pair.text().nameIds().stream().anyMatch(id -> id != 0);
            case MALL_CATEGORY -> pair.text().mallIds().stream().anyMatch(id -> id != 0);
            case IMAGE -> pair.image() instanceof ImageFeatures.Picture;
            case FUSED -> true;
        };
    }

    /** Leaf accuracy and macro-F1 of each head, as a table. */
    @Override
    public String toString() {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT, "  %-22s%10s%12s%12s%12s%n", "from", "products", "leaf", "macro-F1", "top level"));
        Report.cards(this).forEach((name, card) -> table.append(row(name, card)));
        if (missing.pictures() > 0) {
            table.append(
                    row(String.format(Locale.ROOT, "%.0f %% of pictures gone", 100 * missing.share()), missing.some()));
            table.append(row("all pictures gone", missing.all()));
        }
        return table.append(String.format(
                        Locale.ROOT,
                        "  calibration error %.3f, %s, %,d products of unknown categories%n",
                        afterRules.reliability().expectedError(),
                        speed(),
                        fit().productsOfUnknownClasses()))
                .toString();
    }

    private static String row(String name, Scorecard card) {
        return card.products() == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "  %-22s%,10d%10.2f %%%10.2f %%%10.2f %%%n",
                        name,
                        card.products(),
                        100 * card.leaf().accuracy(),
                        100 * card.leaf().macroF1(),
                        100 * card.level(0).accuracy());
    }

    /** Name and version of the model. */
    String title() {
        return release.manifest().name() + " " + release.manifest().version();
    }

    ModelRelease release() {
        return release;
    }

    /** The rules the final answers obey. */
    Rules rules() {
        return rules;
    }

    Levels levels() {
        return levels;
    }

    /** What a head said by itself. */
    @SuppressWarnings("NullAway") // every head has its card
    public Scorecard of(Head head) {
        return heads.get(head);
    }

    /** What is stored: the fused head's answer after the rules. */
    public Scorecard afterRules() {
        return afterRules;
    }

    /** Every product, in the order of the data. */
    public List<Judged> judged() {
        return judged;
    }

    MissingPictures missing() {
        return missing;
    }

    Examples examples() {
        return examples;
    }

    /** How the data and the model fit together. */
    Fit fit() {
        return Fit.of(release.categories(), judged);
    }

    /** In words; a small number of products says how long starting takes, not how fast the model is. */
    String speed() {
        return String.format(
                Locale.ROOT,
                "%,.0f products a second%s",
                productsPerSecond(),
                judged.size() < CHUNK ? " (too few products to tell: mostly the start)" : "");
    }

    /** From the line read to the answer scored. */
    double productsPerSecond() {
        return judged.size() / seconds;
    }
}
