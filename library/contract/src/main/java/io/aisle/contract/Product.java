package io.aisle.contract;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A product event: the state of one product as its shop sent it.
 *
 * @param schemaVersion version of this contract, {@code major.minor}; {@code 1.0} when absent
 * @param productId the product's id across all malls, 1 to 128 printable characters without spaces
 * @param version grows with every change of the product; the higher version wins everywhere
 * @param name the title the shop shows, at most 1,000 characters; may be missing only on a deletion
 * @param mallId the shop
 * @param mallCategory the shop's own category in its own words, coarse to fine, at most 4 levels
 * @param brand brand name as the catalogue knows it
 * @param maker maker name as the catalogue knows it
 * @param mallBrand brand in the shop's words
 * @param mallMaker maker in the shop's words
 * @param price price in the shop's currency, not negative, at most 15 digits
 * @param imageUrl absolute http or https address of the picture, at most 2,000 characters
 * @param image the picture itself, at most 1 MiB; wins over {@code imageUrl}
 * @param registeredAt when the shop first offered the product
 * @param deleted the product is gone: this version is its tombstone
 */
public record Product(
        String schemaVersion,
        String productId,
        long version,
        @Nullable String name,
        @Nullable String mallId,
        List<String> mallCategory,
        @Nullable String brand,
        @Nullable String maker,
        @Nullable String mallBrand,
        @Nullable String mallMaker,
        @Nullable BigDecimal price,
        @Nullable String imageUrl,
        byte @Nullable [] image,
        @Nullable Instant registeredAt,
        boolean deleted) {

    /** The contract this library speaks. Other minor versions of the same major are read, their new fields ignored. */
    public static final String SCHEMA_VERSION = "1.0";

    /** Most bytes of an inline picture. */
    public static final int MAX_IMAGE_BYTES = 1 << 20;

    private static final int MAX_ID = 128;
    private static final int MAX_NAME = 1_000;
    private static final int MAX_TEXT = 200;
    private static final int MAX_LEVELS = 4;
    private static final int MAX_ADDRESS = 2_000;
    /** What every JSON reader on the way keeps to the digit (RFC 8259, section 6). */
    private static final int MAX_DIGITS = 15;

    private static final Pattern ID = Pattern.compile("[^\\s\\p{Cntrl}]{1,128}");
    private static final Pattern SCHEMA = Pattern.compile("1(\\.\\d{1,3})?");
    private static final Set<String> WEB = Set.of("http", "https");

    @SuppressWarnings("ConstantValue") // a decoder passes null for every absent field
    public Product {
        schemaVersion = schemaVersion == null ? SCHEMA_VERSION : schemaVersion;
        mallCategory = mallCategory == null ? List.of() : List.copyOf(withoutNulls(mallCategory));
        require(productId != null, "productId", "is required");
        require(ID.matcher(productId).matches(), "productId", "must be 1 to 128 characters without spaces");
        atMost(productId, MAX_ID, "productId");
        require(SCHEMA.matcher(schemaVersion).matches(), "schemaVersion", "is not supported: this is version 1");
        require(version >= 0, "version", "must not be negative");
        require(deleted || (name != null && !name.isBlank()), "name", "is required");
        atMost(name, MAX_NAME, "name");
        atMost(mallId, MAX_TEXT, "mallId");
        require(mallCategory.size() <= MAX_LEVELS, "mallCategory", "has more than 4 levels");
        mallCategory.forEach(level -> atMost(level, MAX_TEXT, "mallCategory"));
        atMost(brand, MAX_TEXT, "brand");
        atMost(maker, MAX_TEXT, "maker");
        atMost(mallBrand, MAX_TEXT, "mallBrand");
        atMost(mallMaker, MAX_TEXT, "mallMaker");
        require(price == null || price.signum() >= 0, "price", "must not be negative");
        require(price == null || digits(price) <= MAX_DIGITS, "price", "has more than " + MAX_DIGITS + " digits");
        atMost(imageUrl, MAX_ADDRESS, "imageUrl");
        require(imageUrl == null || isWebAddress(imageUrl), "imageUrl", "must be an absolute http or https address");
        require(image == null || image.length <= MAX_IMAGE_BYTES, "image", "is larger than 1 MiB");
    }

    /** This version of this product. */
    public ProductKey key() {
        return new ProductKey(productId, version);
    }

    /** The same product without the bytes of its picture, for every place behind the picture's own branch. */
    @SuppressWarnings("NullAway") // it does not see the annotation on a record's array component
    public Product withoutImage() {
        return image == null
                ? this
                : new Product(
                        schemaVersion,
                        productId,
                        version,
                        name,
                        mallId,
                        mallCategory,
                        brand,
                        maker,
                        mallBrand,
                        mallMaker,
                        price,
                        imageUrl,
                        null,
                        registeredAt,
                        deleted);
    }

    private static List<String> withoutNulls(List<String> levels) {
        require(levels.stream().noneMatch(Objects::isNull), "mallCategory", "must not contain null");
        return levels;
    }

    private static void atMost(@Nullable String text, int limit, String field) {
        require(text == null || text.length() <= limit, field, "is longer than " + limit + " characters");
        // A surrogate without its partner has no UTF-8: the next codec on the way would refuse or change it.
        require(text == null || isWhole(text), field, "holds half a character");
    }

    private static boolean isWhole(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    /** Of the number written out, the zeros before and behind its point included. */
    private static int digits(BigDecimal number) {
        BigDecimal shortest = number.stripTrailingZeros();
        return Math.max(shortest.precision(), Math.max(shortest.scale(), shortest.precision() - shortest.scale()));
    }

    private static boolean isWebAddress(String address) {
        try {
            URI uri = new URI(address);
            return uri.getScheme() != null && WEB.contains(uri.getScheme()) && uri.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static void require(boolean fulfilled, String field, String problem) {
        if (!fulfilled) {
            throw ContractViolation.of(field, problem);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Product that
                && withoutImage().fields().equals(that.withoutImage().fields())
                && Arrays.equals(image, that.image);
    }

    @Override
    public int hashCode() {
        return key().hashCode();
    }

    private List<@Nullable Object> fields() {
        return Arrays.asList(
                schemaVersion,
                productId,
                version,
                name,
                mallId,
                mallCategory,
                brand,
                maker,
                mallBrand,
                mallMaker,
                price,
                imageUrl,
                registeredAt,
                deleted);
    }

    @Override
    public String toString() {
        return "Product[" + key() + (deleted ? ", deleted" : "") + "]";
    }
}
