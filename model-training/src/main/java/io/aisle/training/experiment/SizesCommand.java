package io.aisle.training.experiment;

import io.aisle.classifier.engine.Engine;
import io.aisle.classifier.engine.Engines;
import io.aisle.classifier.engine.Inputs;
import io.aisle.classifier.network.NetworkShape;
import io.aisle.classifier.onnx.OnnxExporter;
import io.aisle.contract.Classification.Head;
import io.aisle.training.Options;
import io.aisle.training.Prepared;
import io.aisle.training.data.Catalogue;
import io.aisle.training.data.LabelledFiles;
import io.aisle.training.data.Split.Part;
import io.aisle.training.learn.Answers;
import io.aisle.training.learn.Beginnings;
import io.aisle.training.learn.Trainer;
import io.aisle.training.measure.Plots;
import io.aisle.training.measure.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./aisle experiment sizes}: what a larger picture is worth, and what it costs. */
@Command(
        name = "sizes",
        description = {
            "Trains once for each size of the pictures, and shows accuracy on products it never saw, and speed.",
            "Takes train's options too; their --image-size is set for each size."
        })
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class SizesCommand implements Callable<Integer> {
    @Option(names = "--data", required = true, arity = "1..*", description = "Files of labelled products.")
    private List<Path> data;

    @Option(names = "--images", description = "Where picture paths begin (default: beside each file).")
    private @Nullable Path images;

    @Option(
            names = "--sizes",
            split = ",",
            defaultValue = "60,96,128,160,192,224",
            description = "Edges of the pictures in pixels (${DEFAULT-VALUE}).")
    private List<Integer> sizes;

    @Option(names = "--report", description = "Directory for the table and the plots (default: none).")
    private @Nullable Path report;

    @Mixin
    private Options options;

    @Spec
    private CommandSpec spec;

    private final Beginnings known = new Beginnings();

    /**
     * @param image share of the products with a picture that the picture alone puts right
     * @param both share of the same products that everything together puts right
     */
    private record Figures(int size, double image, double both, Speed speed, double reading, double learning) {}

    @Override
    public Integer call() throws IOException {
        options.requirePlainLessons("experiment");
        PrintWriter screen = spec.commandLine().getOut();
        LabelledFiles source = new LabelledFiles(data, images);
        Catalogue catalogue = Catalogue.of(source, options.seed(), options.heldOut());
        if (catalogue.present().pictures() == 0) {
            throw new IllegalArgumentException(
                    "experiment: no product that teaches has a picture. Say with --images" + " where the pictures are");
        }
        List<Figures> all = new ArrayList<>();
        for (int size : sizes) {
            Figures figures = figures(source, catalogue, size);
            all.add(figures);
            screen.printf(
                    Locale.ROOT,
                    "%d of %d: %d pixels, picture %.4f, both %.4f, %.0f s%n",
                    all.size(),
                    sizes.size(),
                    size,
                    figures.image(),
                    figures.both(),
                    figures.reading() + figures.learning());
            screen.flush();
        }
        screen.println(table(all));
        if (report != null) {
            write(all, report);
            screen.println("written: " + report.resolve("index.html"));
        }
        return 0;
    }

    private Figures figures(LabelledFiles source, Catalogue catalogue, int size) {
        List<String> arguments = new ArrayList<>(Options.typed(spec, List.of("--image-size")));
        arguments.addAll(List.of("--image-size", String.valueOf(size)));
        long start = System.nanoTime();
        try (Prepared prepared = Prepared.of(source, catalogue, Options.of(arguments))) {
            long read = System.nanoTime();
            NetworkShape shape = prepared.shape();
            PrintWriter quiet = new PrintWriter(PrintWriter.nullWriter());
            Trainer.Trained trained = new Trainer(prepared.recipe(), prepared.data(), quiet, known).train(shape);
            long learned = System.nanoTime();
            Inputs inputs = Inputs.of(shape);
            byte[] served = OnnxExporter.export(prepared.folded(trained, shape), inputs);
            Answers answers = Answers.of(trained.network(), prepared.data(), tested(prepared), Set.of());
            try (Engine engine = Engines.onnx(served, inputs)) {
                return new Figures(
                        size,
                        answers.accuracy(Head.IMAGE),
                        answers.accuracy(Head.FUSED),
                        Speed.of(engine, inputs),
                        (read - start) / 1e9,
                        (learned - read) / 1e9);
            }
        }
    }

    /** Of the products that test, those with a picture. */
    private static int[] tested(Prepared prepared) {
        int[] tested = Arrays.stream(prepared.data().of(Part.TEST))
                .filter(product -> prepared.data().has(product, Head.IMAGE))
                .toArray();
        if (tested.length == 0) {
            throw new IllegalArgumentException(
                    "experiment: no product that is held out to test with has a picture. Try a larger --held-out");
        }
        return tested;
    }

    private static Table table(List<Figures> all) {
        return new Table(
                List.of(
                        "pixels",
                        "picture only",
                        "both",
                        "products/s, " + Runtime.getRuntime().availableProcessors() + " cores",
                        "a second of one core",
                        "reading s",
                        "learning s"),
                all.stream()
                        .map(one -> List.of(
                                String.valueOf(one.size()),
                                String.format(Locale.ROOT, "%.2f %%", 100 * one.image()),
                                String.format(Locale.ROOT, "%.2f %%", 100 * one.both()),
                                String.format(Locale.ROOT, "%.0f", one.speed().products()),
                                String.format(Locale.ROOT, "%.0f", one.speed().ofOneCore()),
                                String.format(Locale.ROOT, "%.0f", one.reading()),
                                String.format(Locale.ROOT, "%.0f", one.learning())))
                        .toList());
    }

    private static void write(List<Figures> all, Path directory) throws IOException {
        Files.createDirectories(directory);
        Plots.write(
                directory.resolve("accuracy.png"),
                "Picture size and accuracy",
                "edge in pixels",
                "leaf accuracy, products never seen",
                List.of(line("picture only", all, Figures::image), line("both", all, Figures::both)));
        Plots.write(
                directory.resolve("speed.png"),
                "Picture size and speed",
                "edge in pixels",
                "products in a second of one core",
                List.of(line("ONNX Runtime, FP32", all, one -> one.speed().ofOneCore())));
        Files.writeString(
                directory.resolve("index.html"),
                Table.page(
                        "Picture sizes",
                        List.of(
                                "<img src=\"accuracy.png\" alt=\"accuracy against picture size\">",
                                "<img src=\"speed.png\" alt=\"speed against picture size\">",
                                table(all).html())));
    }

    private static Plots.Line line(String name, List<Figures> all, ToDoubleFunction<Figures> figure) {
        return new Plots.Line(
                name,
                all.stream()
                        .map(one -> new double[] {one.size(), figure.applyAsDouble(one)})
                        .toList());
    }
}
