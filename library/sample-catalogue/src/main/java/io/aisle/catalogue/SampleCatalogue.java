package io.aisle.catalogue;

import io.aisle.contract.Category;
import io.aisle.contract.Product;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A made-up marketplace. The same seed gives the same products, byte for byte; another seed gives others. No single
 * input tells every leaf from every other: names can be ambiguous, malls file products under words that say nothing,
 * and pictures can be shared by leaves or show a parcel. Together they always do. Immutable and thread-safe.
 */
public final class SampleCatalogue {
    private static final Instant OPENING = Instant.parse("2024-01-01T00:00:00Z");
    private static final double AMBIGUOUS = 0.30;
    private static final double FOREIGN_PICTURE = 0.12;
    private static final List<String> FOREIGN = List.of("parcel", "parcel", "banner");

    private final long seed;
    private final int smallest;
    private final int largest;
    private final List<Leaf> leaves = Leaf.all();
    private final Artist artist = new Artist();

    private SampleCatalogue(long seed, int smallest, int largest) {
        this.seed = seed;
        this.smallest = smallest;
        this.largest = largest;
    }

    /** Pictures have 300 to 1000 pixels, as in a shop. */
    public static SampleCatalogue of(long seed) {
        return new SampleCatalogue(seed, 300, 1000);
    }

    /** The same products with the same drawings at other sizes, such as the model's own for quick training. */
    public SampleCatalogue withPictures(int smallestEdge, int largestEdge) {
        if (smallestEdge < 16 || largestEdge < smallestEdge) {
            throw new IllegalArgumentException(
                    "picture edges: must be 16 or more, small to large (" + smallestEdge + " to " + largestEdge + ")");
        }
        return new SampleCatalogue(seed, smallestEdge, largestEdge);
    }

    /** The same products without pictures, for those who read only texts. */
    public SampleCatalogue withoutPictures() {
        return new SampleCatalogue(seed, 0, 0);
    }

    /** The leaf categories, always in the same order. */
    public List<Category> leaves() {
        return leaves.stream().map(Leaf::category).toList();
    }

    /** The first products, made when they are asked for; may be turned into a parallel stream. */
    public Stream<LabelledProduct> products(int count) {
        return IntStream.range(0, count).mapToObj(this::product);
    }

    /** One product by its number, 0 or more, without making those before it. */
    public LabelledProduct product(int number) {
        Dice dice = Dice.of(seed, number);
        Leaf leaf = dice.oneOf(leaves);
        Dice texts = dice.split();
        Dice picture = dice.split();
        return new LabelledProduct(product(number, leaf, texts, picture), leaf.category());
    }

    /** The famous cases whose answer only several inputs together give; their titles never occur in products. */
    public List<NamedCase> namedCases() {
        return NamedCases.of(this);
    }

    private Product product(int number, Leaf leaf, Dice texts, Dice picture) {
        boolean ambiguous = texts.chance(AMBIGUOUS);
        String shape = texts.oneOf(leaf.column("shapes"));
        String noun = ambiguous ? Title.sharedNoun(leaf, texts) : "";
        boolean mallMustTell = ambiguous && !leaf.isToldBy(noun, shape, leaves);
        Mall mall = mallMustTell ? Mall.precise(texts) : Mall.any(texts);
        List<String> filed = mall.files(leaf, mallMustTell, texts);
        String[] brand = texts.oneOf(leaf.column("brands")).split("/");
        String name = ambiguous ? Title.ambiguous(noun, mall, texts) : Title.clear(leaf, mall, brand[0], leaves, texts);
        if (!ambiguous && texts.chance(FOREIGN_PICTURE)) {
            shape = texts.oneOf(FOREIGN);
        }
        String id = mall.id() + "-" + Long.toString(seed & 0xFFFFFF, 36) + "-" + number;
        return product(id, name, mall.id(), filed, texts.chance(0.7) ? brand : new String[0], shape, texts, picture);
    }

    @SuppressWarnings("NullAway") // it does not see the annotation on a record's array component
    private Product product(
            String id,
            String name,
            String mall,
            List<String> filed,
            String[] brand,
            String shape,
            Dice texts,
            Dice draw) {
        boolean mallSays = brand.length == 2 && texts.chance(0.5);
        return new Product(
                Product.SCHEMA_VERSION,
                id,
                texts.whole(1, 50),
                name,
                mall,
                filed,
                brand.length == 2 ? brand[0] : null,
                brand.length == 2 ? brand[1] : null,
                mallSays ? brand[0] : null,
                mallSays && texts.chance(0.5) ? brand[1] : null,
                BigDecimal.valueOf(texts.whole(10, 9_900) * 100L),
                null,
                picture(shape, draw),
                OPENING.plusSeconds(texts.whole(0, 60_000_000)),
                false);
    }

    /** A drawing of the shape; null when this catalogue has no pictures. */
    byte @Nullable [] picture(String shape, Dice dice) {
        if (largest == 0) {
            return null;
        }
        Dice size = dice.split();
        return artist.jpeg(shape, size.whole(smallest, largest), dice);
    }

    Leaf leaf(String id) {
        return leaves.stream()
                .filter(leaf -> leaf.category().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such leaf: " + id));
    }
}
