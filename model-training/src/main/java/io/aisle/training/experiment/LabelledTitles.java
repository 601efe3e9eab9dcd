package io.aisle.training.experiment;

import io.aisle.contract.Product;
import io.aisle.training.data.Catalogue;
import io.aisle.training.data.LabelledFiles;
import io.aisle.training.data.Source;
import io.aisle.training.data.Split.Part;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The titles that an experiment reads, split as {@code ./aisle train} splits them with the same seed. */
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class LabelledTitles {
    @Option(names = "--data", required = true, arity = "1..*", description = "Files of labelled products.")
    private List<Path> data;

    @Option(names = "--images", description = "Where picture paths begin (default: beside each file).")
    private @Nullable Path images;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of everything drawn (${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--held-out",
            defaultValue = "0.05",
            description = "Share to validate with, and again to test with (${DEFAULT-VALUE}).")
    private double heldOut = 0.05;

    long seed() {
        return seed;
    }

    @Option(names = "--products", description = "Read about so many of them, evenly taken (default: all).")
    private @Nullable Integer products;

    Source source() {
        LabelledFiles files = new LabelledFiles(data, images);
        return products == null ? files : Sample.of(files, products);
    }

    Catalogue catalogue() {
        return Catalogue.of(source(), seed, heldOut);
    }

    /** The name of every product, empty where it has none. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        source().read(one -> names.add(name(one.product())));
        return names;
    }

    private static String name(Product product) {
        return product.name() == null ? "" : product.name();
    }

    static int[] of(Catalogue catalogue, Part part) {
        return IntStream.range(0, catalogue.parts().length)
                .filter(at -> catalogue.parts()[at] == part)
                .toArray();
    }
}
