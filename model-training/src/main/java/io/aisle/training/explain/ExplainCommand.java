package io.aisle.training.explain;

import io.aisle.classifier.ModelRelease;
import io.aisle.classifier.Pair;
import io.aisle.classifier.engine.Engine;
import io.aisle.classifier.engine.Engines;
import io.aisle.classifier.explain.Explainer;
import io.aisle.classifier.explain.Explanation;
import io.aisle.classifier.explain.ExplanationPage;
import io.aisle.classifier.explain.Faithfulness;
import io.aisle.classifier.explain.FaithfulnessTrial;
import io.aisle.contract.Product;
import io.aisle.features.text.ProductAnalyzer;
import io.aisle.training.data.Features;
import io.aisle.training.data.LabelledFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./aisle explain}. */
@Command(
        name = "explain",
        description = "Says what speaks for a product's category: the weight of each word, the places of the picture.")
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
public final class ExplainCommand implements Callable<Integer> {
    /** Enough that a mean is worth something. */
    private static final int FOR_FAITHFULNESS = 100;
    /** A page of more pictures opens slowly. */
    private static final int MOST_SHOWN = 50;

    @Option(names = "--model", required = true, description = "Directory of a release.")
    private Path model;

    @Option(names = "--data", required = true, arity = "1..*", description = "Files of products, as train reads them.")
    private List<Path> data;

    @Option(names = "--images", description = "Where picture paths begin (default: beside each file).")
    private @Nullable Path images;

    @Option(names = "--product", description = "Id of the product.")
    private @Nullable String product;

    @Option(names = "--products", description = "So many products at random (default with --faithfulness: 100).")
    private @Nullable Integer products;

    @Option(names = "--category", description = "Id of the leaf to explain (default: what the model answers).")
    private @Nullable String category;

    @Option(names = "--json", description = "File for the explanations.")
    private @Nullable Path json;

    @Option(names = "--report", description = "Directory for index.html.")
    private @Nullable Path report;

    @Option(
            names = "--faithfulness",
            description = "Also measures whether what is called important is: takes it out, and as much at random.")
    private boolean faithfulness;

    @Option(names = "--draws", defaultValue = "5", description = "Random removals for each (${DEFAULT-VALUE}).")
    private int draws = 5;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of everything drawn (${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(names = "--engine", defaultValue = "onnx", description = "What computes: onnx or dl4j (${DEFAULT-VALUE}).")
    private String engine = "onnx";

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        ModelRelease release = ModelRelease.load(model);
        List<Product> chosen = chosen();
        try (Engine opened = Engines.open(engine, release, 1);
                ProductAnalyzer analyzer = new ProductAnalyzer()) {
            Features features = Features.of(release, analyzer);
            List<Pair> pairs = chosen.stream().map(features::of).toList();
            List<Explanation> explanations = explain(release, opened, pairs);
            Faithfulness measured = faithfulness ? measure(release, opened, pairs) : null;
            write(explanations, measured);
            return measured == null || measured.holds() ? 0 : 1;
        }
    }

    private List<Product> chosen() {
        Chosen source = new Chosen(new LabelledFiles(data, images));
        if (product != null) {
            return source.named(product);
        }
        if (products == null && !faithfulness) {
            throw new IllegalArgumentException("data: which product? Say --product ID, or --products 5 for some");
        }
        return source.random(products == null ? FOR_FAITHFULNESS : Math.max(1, products), seed);
    }

    private List<Explanation> explain(ModelRelease release, Engine opened, List<Pair> pairs) {
        List<Explanation> explanations = new ArrayList<>();
        try (Explainer explainer = new Explainer(release, opened)) {
            for (Pair pair : pairs.subList(0, Math.min(MOST_SHOWN, pairs.size()))) {
                explanations.add(explainer.explain(pair, category));
            }
        }
        explanations.forEach(one -> out().print(new Shown(one, explanations.size() > 1)));
        out().flush();
        return explanations;
    }

    private Faithfulness measure(ModelRelease release, Engine opened, List<Pair> pairs) {
        long start = System.nanoTime();
        try (FaithfulnessTrial trial = new FaithfulnessTrial(release, opened, Math.max(1, draws), seed)) {
            for (int at = 0; at < pairs.size(); at++) {
                trial.add(pairs.get(at));
                if ((at + 1) % 25 == 0 || at + 1 == pairs.size()) {
                    long seconds = (System.nanoTime() - start) / 1_000_000_000;
                    out().println("measured: " + (at + 1) + " of " + pairs.size() + " products, " + seconds + " s");
                    out().flush();
                }
            }
            Faithfulness result = trial.result();
            out().println(result);
            out().println(
                            result.holds()
                                    ? "faithful: every removal by weight costs more than one at random"
                                    : "NOT faithful");
            return result;
        }
    }

    private void write(List<Explanation> explanations, @Nullable Faithfulness measured) throws IOException {
        if (json != null) {
            Files.write(json, Shown.json(explanations, measured));
            out().println("written: " + json);
        }
        if (report != null) {
            Files.createDirectories(report);
            Path page = report.resolve("index.html");
            Files.writeString(page, ExplanationPage.of(explanations, measured));
            out().println("written: " + page);
        }
        if (json == null && report == null) {
            out().println("with pictures: add --report DIR");
        }
        out().flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
