package io.aisle.catalogue;

import io.aisle.catalogue.DemoEvent.Kind;
import io.aisle.contract.Category;
import io.aisle.contract.ImageFeatures.Reason;
import io.aisle.contract.Product;
import io.aisle.contract.ProductKey;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The demo's traffic: the named cases, then ordinary products with all that goes wrong in a real shop strewn among
 * them. The same seed gives the same lines. Immutable.
 */
public final class DemoScript {
    /** Follow-ups come this many products later, as they would from another queue. */
    private static final int DELAY = 10;
    /** Version steps that leave room for a late update between a product and its tombstone. */
    private static final int STEP = 10;

    private final SampleCatalogue catalogue;
    private final SampleCatalogue texts; // a picture costs more than all the rest
    private final int products;

    private DemoScript(SampleCatalogue catalogue, int products) {
        this.catalogue = catalogue;
        this.texts = catalogue.withoutPictures();
        this.products = products;
    }

    /**
     * @param products ordinary products besides the named cases; with 600 or more the script holds 20 broken pictures,
     *     10 malformed lines, 10 duplicates, 10 outdated versions and 5 deletions, or more of each
     */
    public static DemoScript of(SampleCatalogue catalogue, int products) {
        return new DemoScript(catalogue, products);
    }

    /** The lines in the order they are sent, made when they are asked for; may be turned into a parallel stream. */
    public Stream<DemoEvent> events() {
        List<Supplier<DemoEvent>> script = new ArrayList<>();
        catalogue.namedCases().forEach(named -> script.add(() -> named(named)));
        List<Supplier<DemoEvent>> late = new ArrayList<>();
        for (int number = 0; number < products; number++) {
            script.add(first(number));
            late.addAll(followUps(number));
            if (number % DELAY == DELAY - 1) {
                script.addAll(late);
                late.clear();
            }
        }
        script.addAll(late);
        return script.stream().map(Supplier::get);
    }

    /** Writes the lines as newline-delimited JSON. */
    public void write(Path file) {
        try (OutputStream out = Files.newOutputStream(file)) {
            for (DemoEvent event : (Iterable<DemoEvent>) events()::iterator) {
                out.write(event.json());
                out.write('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException("demo script: cannot be written (" + file + ")", e);
        }
    }

    private Supplier<DemoEvent> first(int number) {
        return switch (number % 50) {
            case 3, 28 -> () -> brokenPicture(number);
            case 13 -> () -> update(number, STEP, Kind.PRODUCT);
            default -> () -> product(number);
        };
    }

    private List<Supplier<DemoEvent>> followUps(int number) {
        return switch (number % 100) {
            case 7, 57 -> List.of(() -> product(number).repeated());
            case 13, 63 -> List.of(() -> update(number, 0, Kind.OUTDATED));
            case 29, 79 -> List.of(() -> malformed(number));
            case 19 -> List.of(() -> deletion(number));
            case 69 -> List.of(() -> deletion(number), () -> update(number, STEP, Kind.OUTDATED));
            default -> List.of();
        };
    }

    private DemoEvent named(NamedCase named) {
        Product product = named.product();
        return accepted(Kind.NAMED, Draft.of(product), product.key(), null, named.expected());
    }

    private DemoEvent product(int number) {
        return update(number, 0, Kind.PRODUCT);
    }

    private DemoEvent update(int number, int step, Kind kind) {
        LabelledProduct labelled = catalogue.product(number);
        ProductKey key = labelled.product().key();
        ProductKey newer = new ProductKey(key.productId(), key.version() + step);
        Draft draft = Draft.of(labelled).with("version", newer.version());
        return accepted(kind, draft, newer, null, labelled.category());
    }

    private DemoEvent brokenPicture(int number) {
        LabelledProduct labelled = texts.product(number);
        BrokenPicture[] ways = BrokenPicture.values();
        BrokenPicture way = ways[number / 25 % ways.length];
        Draft draft = way.in(Draft.of(labelled));
        return accepted(Kind.BROKEN_PICTURE, draft, labelled.product().key(), way.reason(), labelled.category());
    }

    private DemoEvent deletion(int number) {
        ProductKey key = texts.product(number).product().key();
        ProductKey last = new ProductKey(key.productId(), key.version() + 2 * STEP);
        Draft tombstone = Draft.of(tombstone(last));
        return accepted(Kind.DELETION, tombstone, last, Reason.DELETED, null);
    }

    private DemoEvent malformed(int number) {
        MalformedLine[] ways = MalformedLine.values();
        MalformedLine way = ways[number / 50 % ways.length];
        LabelledProduct labelled = texts.product(number + products);
        return new DemoEvent(Kind.MALFORMED, way.of(Draft.of(labelled)), null, way.field(), null, null);
    }

    @SuppressWarnings("NullAway") // it does not see the annotation on a record's array component
    private static Product tombstone(ProductKey key) {
        return new Product(
                Product.SCHEMA_VERSION,
                key.productId(),
                key.version(),
                null,
                null,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                true);
    }

    private static DemoEvent accepted(
            Kind kind, Draft draft, ProductKey key, @Nullable Reason unavailable, @Nullable Category expected) {
        return new DemoEvent(kind, draft.json(), key, null, unavailable, expected);
    }
}
