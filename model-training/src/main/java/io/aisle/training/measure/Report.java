package io.aisle.training.measure;

import io.aisle.contract.Classification.Head;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** An evaluation as {@code report.json}, and as {@code index.html} with its plots for people. */
public final class Report {
    private static final JsonMapper PRETTY =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Evaluation evaluation;
    private final @Nullable Evaluation against;
    private final Path directory;

    /** @param against another model asked about the same products */
    public Report(Evaluation evaluation, @Nullable Evaluation against, Path directory) {
        this.evaluation = evaluation;
        this.against = against;
        this.directory = directory;
    }

    /** Writes both files and the plots. */
    public void write() throws IOException {
        Files.createDirectories(directory);
        Files.write(directory.resolve("report.json"), PRETTY.writeValueAsBytes(figures()));
        Charts charts = new Charts(evaluation, directory);
        charts.reliability();
        charts.confidence();
        Files.writeString(directory.resolve("index.html"), new Page(evaluation, against, charts.curve()).html());
    }

    /** How the two models compare, in one sentence; empty when there is only one. */
    public String verdict() {
        return against == null ? "" : new Comparison(evaluation, against).verdict();
    }

    /** The scorecards in the order people read them. */
    static Map<String, Scorecard> cards(Evaluation evaluation) {
        Map<String, Scorecard> cards = new LinkedHashMap<>();
        for (Head head : Head.values()) {
            cards.put(name(head), evaluation.of(head));
        }
        cards.put("final", evaluation.afterRules());
        return cards;
    }

    static String name(Head head) {
        return switch (head) {
            case NAME -> "name";
            case MALL_CATEGORY -> "mallCategory";
            case IMAGE -> "image";
            case FUSED -> "fused";
        };
    }

    private Map<String, Object> figures() {
        Map<String, Object> figures = figures(evaluation);
        Fit fit = evaluation.fit();
        figures.put("unknownClasses", fit.unknown());
        figures.put("classesWithoutProducts", fit.unseen());
        Map<String, Integer> missing = new LinkedHashMap<>();
        fit.missing().forEach((head, count) -> missing.put(name(head), count));
        figures.put("productsWithout", missing);
        figures.put(
                "trustedDepth",
                TrustedDepth.THRESHOLDS.stream()
                        .map(threshold -> TrustedDepth.of(
                                        threshold,
                                        evaluation.judged(),
                                        evaluation.levels().deepest())
                                .figures())
                        .toList());
        figures.put("errors", ErrorTable.of(evaluation.judged()).figures());
        if (against != null) {
            Map<String, Object> other = figures(against);
            other.putAll(new Comparison(evaluation, against).figures());
            figures.put("against", other);
        }
        return figures;
    }

    private static Map<String, Object> figures(Evaluation of) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("model", of.release().manifest().name());
        figures.put("version", of.release().manifest().version());
        figures.put("rules", of.rules().rules().size());
        figures.put("rulesVersion", of.rules().version());
        figures.put("products", of.judged().size());
        figures.put("leftOut", of.leftOut());
        figures.put("classes", of.release().categories().size());
        figures.put("productsOfUnknownClasses", of.fit().productsOfUnknownClasses());
        figures.put("productsPerSecond", of.productsPerSecond());
        cards(of).forEach((name, card) -> figures.put(name, card.figures()));
        MissingPictures missing = of.missing();
        if (missing.pictures() > 0) {
            figures.put(
                    "picturesMissing", List.of(without(missing.share(), missing.some()), without(1, missing.all())));
        }
        return figures;
    }

    private static Map<String, Object> without(double share, Scorecard card) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("share", share);
        figures.putAll(card.figures());
        return figures;
    }
}
