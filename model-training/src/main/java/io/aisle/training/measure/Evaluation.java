package io.aisle.training.measure;

import io.aisle.catalogue.LabelledProduct;
import io.aisle.classifier.CategoryTree;
import io.aisle.classifier.Encoder;
import io.aisle.classifier.ModelRelease;
import io.aisle.classifier.Pair;
import io.aisle.classifier.Verdict;
import io.aisle.classifier.engine.Batch;
import io.aisle.classifier.engine.Engine;
import io.aisle.classifier.engine.Predictions;
import io.aisle.contract.Category;
import io.aisle.contract.Classification.Head;
import io.aisle.contract.ImageFeatures;
import io.aisle.features.text.ProductAnalyzer;
import io.aisle.training.data.Features;
import io.aisle.training.data.Source;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A release asked about labelled products, with the features and the engine of serving. */
public final class Evaluation {
    private static final int CHUNK = 1_024;
    private static final int BATCH = 32;

    private final ModelRelease release;
    private final Engine engine;
    private final Levels levels;
    private final Map<String, Integer> labels;
    private final Map<Head, Scorecard> heads = new EnumMap<>(Head.class);
    private final Set<String> known;
    private final Scorecard afterRules;
    private final List<Judged> judged = new ArrayList<>();
    private final WorstErrors worst = new WorstErrors();
    private int unknown;
    private double seconds;

    /** @param engine opened for the release; stays its owner's to close */
    public Evaluation(ModelRelease release, Engine engine) {
        this.release = release;
        this.engine = engine;
        CategoryTree tree = release.categories();
        this.levels = Levels.of(tree);
        this.labels = tree.labels();
        this.known = tree.leaves().stream().map(Category::names).collect(Collectors.toSet());
        for (Head head : Head.values()) {
            heads.put(head, new Scorecard(tree, levels));
        }
        this.afterRules = new Scorecard(tree, levels);
    }

    /** Reads every product once. */
    public void run(Source source) {
        long start = System.nanoTime();
        try (ProductAnalyzer analyzer = new ProductAnalyzer()) {
            Features features = Features.of(release, analyzer);
            List<LabelledProduct> chunk = new ArrayList<>();
            source.read(product -> {
                chunk.add(product);
                if (chunk.size() == CHUNK) {
                    answer(chunk, features);
                }
            });
            answer(chunk, features);
        }
        seconds = (System.nanoTime() - start) / 1e9;
    }

    private void answer(List<LabelledProduct> chunk, Features features) {
        Judged[] answers = new Judged[chunk.size()];
        IntStream.range(0, (chunk.size() + BATCH - 1) / BATCH).parallel().forEach(batch -> {
            int from = batch * BATCH;
            answer(chunk.subList(from, Math.min(chunk.size(), from + BATCH)), features, answers, from);
        });
        for (int at = 0; at < answers.length; at++) {
            judged.add(answers[at]);
            worst.offer(answers[at], chunk.get(at).product().image());
        }
        unknown += (int) chunk.stream()
                .filter(one -> !known.contains(one.category().names()))
                .count();
        chunk.clear();
    }

    private void answer(List<LabelledProduct> some, Features features, Judged[] answers, int first) {
        List<Pair> pairs = some.stream().map(one -> features.of(one.product())).toList();
        Encoder encoder = Encoder.of(release);
        Batch batch = Batch.empty(pairs.size(), encoder.inputs());
        for (int row = 0; row < pairs.size(); row++) {
            encoder.encode(pairs.get(row), batch, row);
        }
        Predictions predictions = engine.predict(batch);
        for (int row = 0; row < pairs.size(); row++) {
            answers[first + row] = judge(some.get(row), pairs.get(row), predictions, row);
        }
    }

    @SuppressWarnings("NullAway") // every head has its card
    private Judged judge(LabelledProduct labelled, Pair pair, Predictions predictions, int row) {
        for (Head head : Head.values()) {
            if (has(pair, head)) {
                double[] calibrated = release.calibration().apply(head, predictions.row(head, row));
                heads.get(head).add(labelled.category(), calibrated);
            }
        }
        double[] fused = release.calibration().apply(Head.FUSED, predictions.row(Head.FUSED, row));
        Verdict verdict = Verdict.of(release, labelled.product(), fused);
        double[] ruled = new double[fused.length];
        verdict.ranked().forEach(leaf -> ruled[labels.get(leaf.category().id())] = leaf.probability());
        afterRules.add(labelled.category(), ruled);
        return new Judged(
                labelled.product().productId(),
                String.valueOf(labelled.product().name()),
                labelled.category().names(),
                verdict.ranked().get(0).category().names(),
                verdict.ranked().get(0).probability(),
                verdict.rule());
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
        StringBuilder table = new StringBuilder();
        table.append(String.format(
                Locale.ROOT, "  %-14s%10s%12s%12s%12s%n", "from", "products", "leaf", "macro-F1", "top level"));
        Report.cards(this).forEach((name, card) -> {
            if (card.products() > 0) {
                table.append(String.format(
                        Locale.ROOT,
                        "  %-14s%,10d%10.2f %%%10.2f %%%10.2f %%%n",
                        name,
                        card.products(),
                        100 * card.leaf().accuracy(),
                        100 * card.leaf().macroF1(),
                        100 * card.level(0).accuracy()));
            }
        });
        return table.append(String.format(
                        Locale.ROOT,
                        "  calibration error %.3f, %,.0f products a second, %,d products of unknown categories%n",
                        afterRules.reliability().expectedError(),
                        productsPerSecond(),
                        unknown))
                .toString();
    }

    ModelRelease release() {
        return release;
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

    WorstErrors worst() {
        return worst;
    }

    /** Products whose true category the model does not have. */
    int unknown() {
        return unknown;
    }

    /** From the line read to the answer scored. */
    double productsPerSecond() {
        return judged.size() / seconds;
    }
}
