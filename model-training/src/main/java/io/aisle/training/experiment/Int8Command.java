package io.aisle.training.experiment;

import io.aisle.catalogue.LabelledProduct;
import io.aisle.classifier.Encoder;
import io.aisle.classifier.GoldenSet;
import io.aisle.classifier.ModelRelease;
import io.aisle.classifier.Pair;
import io.aisle.classifier.engine.Engine;
import io.aisle.classifier.engine.Engines;
import io.aisle.classifier.network.BatchNormFolding;
import io.aisle.classifier.network.Network;
import io.aisle.features.text.ProductAnalyzer;
import io.aisle.training.data.Features;
import io.aisle.training.data.LabelledFiles;
import io.aisle.training.measure.SideBySide;
import io.aisle.training.measure.SideBySide.Outcome;
import io.aisle.training.measure.SideBySide.Side;
import io.aisle.training.release.Int8Network;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./aisle experiment int8}. */
@Command(
        name = "int8",
        description = {
            "Asks a model in 8 bits and in 32 bits about the same labelled products, batch by batch in turn, each on one"
                    + " core.",
            "A model without an INT8 network gets one for this comparison, calibrated on its golden set."
        })
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class Int8Command implements Callable<Integer> {
    private static final int BATCH = 32;

    @Option(names = "--model", required = true, description = "Directory of a release.")
    private Path model;

    @Option(names = "--data", required = true, arity = "1..*", description = "Files of labelled products.")
    private List<Path> data;

    @Option(names = "--images", description = "Where picture paths begin (default: beside each file).")
    private @Nullable Path images;

    @Option(
            names = "--fp32-layers",
            split = ",",
            description = "Layers that stay in 32 bits, such as FUSED,NAME (then the network is made anew).")
    private Set<String> learned = Set.of();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        ModelRelease release = ModelRelease.load(model);
        PrintWriter screen = spec.commandLine().getOut();
        boolean own = release.has(ModelRelease.ONNX_INT8) && learned.isEmpty();
        byte[] int8 = own ? release.file(ModelRelease.ONNX_INT8) : quantized(release);
        screen.println(
                own ? "INT8 as released" : "INT8 made for this comparison, calibrated on the model's golden set");
        LabelledFiles source = new LabelledFiles(data, images);
        try (Engine exact = Engines.open(Engines.ONNX, release, 1);
                Engine coarse = Engines.openInt8(int8, release.inputs(), 1)) {
            SideBySide comparison = new SideBySide(release.categories(), exact, coarse);
            read(source, release, comparison, screen);
            if (!source.refusals().isEmpty()) {
                screen.println("left out: " + source.refusals());
            }
            print(comparison.outcome(), release.file(ModelRelease.ONNX).length, int8.length, screen);
        }
        return 0;
    }

    private byte[] quantized(ModelRelease release) {
        List<Pair> golden = GoldenSet.parse(release.file(ModelRelease.GOLDEN)).cases().stream()
                .map(GoldenSet.Case::pair)
                .toList();
        ComputationGraph folded =
                BatchNormFolding.fold(Network.restore(release.file(ModelRelease.NETWORK)), release.shape());
        return Int8Network.quantized(folded, release, golden, learned);
    }

    private static void read(LabelledFiles source, ModelRelease release, SideBySide comparison, PrintWriter screen) {
        try (ProductAnalyzer analyzer = new ProductAnalyzer()) {
            Features features = Features.of(release, analyzer);
            Encoder encoder = Encoder.of(release);
            List<LabelledProduct> some = new ArrayList<>();
            int[] done = {0};
            source.read(product -> {
                some.add(product);
                if (some.size() == BATCH) {
                    ask(some, features, encoder, comparison);
                    done[0] += BATCH;
                    if (done[0] % (32 * BATCH) == 0) {
                        screen.printf(Locale.ROOT, "%,d products asked%n", done[0]);
                        screen.flush();
                    }
                }
            });
            ask(some, features, encoder, comparison);
        }
    }

    private static void ask(List<LabelledProduct> some, Features features, Encoder encoder, SideBySide comparison) {
        if (!some.isEmpty()) {
            List<Pair> pairs =
                    some.parallelStream().map(one -> features.of(one.product())).toList();
            comparison.ask(
                    encoder.encode(pairs),
                    some.stream().map(LabelledProduct::category).toList());
            some.clear();
        }
    }

    private static void print(Outcome outcome, int exactBytes, int coarseBytes, PrintWriter screen) {
        screen.printf(Locale.ROOT, "%n  %-8s%10s%12s%14s%12s%n", "", "leaf", "macro-F1", "products/s", "file");
        row("FP32", outcome.left(), exactBytes, screen);
        row("INT8", outcome.right(), coarseBytes, screen);
        screen.printf(
                Locale.ROOT,
                "%n  the same leaf for %.2f %% of %,d products; INT8 is %.2f times as fast and %.2f times as large%n",
                100 * outcome.agreement(),
                outcome.products(),
                outcome.right().productsPerSecond() / outcome.left().productsPerSecond(),
                (double) coarseBytes / exactBytes);
        screen.flush();
    }

    private static void row(String name, Side side, int bytes, PrintWriter screen) {
        screen.printf(
                Locale.ROOT,
                "  %-8s%8.2f %%%10.2f %%%,14.0f%9.2f MB%n",
                name,
                100 * side.accuracy(),
                100 * side.macroF1(),
                side.productsPerSecond(),
                bytes / 1e6);
    }
}
