package io.aisle.training.measure;

import io.aisle.classifier.ModelRelease;
import io.aisle.contract.Classification.Head;
import io.aisle.contract.Codec;
import io.aisle.training.learn.Trainer.Epoch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
        Files.write(directory.resolve("report.json"), PRETTY.writeValueAsBytes(figures(evaluation)));
        plotReliability();
        boolean curve = plotCurve();
        Files.writeString(directory.resolve("index.html"), new Page(evaluation, against, curve).html());
    }

    /** The scorecards in the order people read them. */
    static Map<String, Scorecard> cards(Evaluation evaluation) {
        Map<String, Scorecard> cards = new LinkedHashMap<>();
        cards.put("name", evaluation.of(Head.NAME));
        cards.put("mallCategory", evaluation.of(Head.MALL_CATEGORY));
        cards.put("image", evaluation.of(Head.IMAGE));
        cards.put("fused", evaluation.of(Head.FUSED));
        cards.put("final", evaluation.afterRules());
        return cards;
    }

    private Map<String, Object> figures(Evaluation of) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("model", of.release().manifest().name());
        figures.put("version", of.release().manifest().version());
        figures.put("products", of.judged().size());
        figures.put("classes", of.release().categories().size());
        figures.put("productsOfUnknownClasses", of.unknown());
        figures.put("productsPerSecond", of.productsPerSecond());
        cards(of).forEach((name, card) -> figures.put(name, card.figures()));
        if (against != null && of == evaluation) {
            figures.put("against", comparison(against));
        }
        return figures;
    }

    private Map<String, Object> comparison(Evaluation other) {
        Map<String, Object> comparison = new TreeMap<>(figures(other));
        int[] counts = Page.bothRight(evaluation, other);
        comparison.put("bothRight", counts[0]);
        comparison.put("onlyThisRight", counts[1]);
        comparison.put("onlyOtherRight", counts[2]);
        comparison.put("neitherRight", counts[3]);
        return comparison;
    }

    private void plotReliability() throws IOException {
        List<double[]> points = new ArrayList<>();
        for (int bin = 0; bin < Reliability.BINS; bin++) {
            Reliability.Bin one = evaluation.afterRules().reliability().bin(bin);
            if (one.products() > 0) {
                points.add(new double[] {one.confidence(), one.accuracy()});
            }
        }
        List<double[]> perfect = List.of(new double[] {0, 0}, new double[] {1, 1});
        Plots.write(
                directory.resolve("reliability.png"),
                "Reliability of the final answer",
                "confidence",
                "share that is right",
                List.of(new Plots.Line("this model", points), new Plots.Line("perfect", perfect)));
    }

    private boolean plotCurve() throws IOException {
        if (!evaluation.release().manifest().files().containsKey(ModelRelease.CURVE)) {
            return false;
        }
        Epoch[] curve = Codec.decode(evaluation.release().file(ModelRelease.CURVE), Epoch[].class);
        List<double[]> points = new ArrayList<>();
        for (Epoch epoch : curve) {
            points.add(new double[] {epoch.number(), epoch.accuracy()});
        }
        Plots.write(
                directory.resolve("learning.png"),
                "Learning",
                "epoch",
                "leaf accuracy, held out",
                List.of(new Plots.Line("fused", points)));
        return true;
    }
}
