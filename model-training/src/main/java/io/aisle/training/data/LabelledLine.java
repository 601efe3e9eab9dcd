package io.aisle.training.data;

import io.aisle.catalogue.LabelledProduct;
import io.aisle.contract.Category;
import io.aisle.contract.ContractViolation;
import io.aisle.contract.Product;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A line of labelled data: the fields of a product event, {@code category} as a path of names (a list, or one text with
 * {@code >} between the levels) and optionally {@code categoryId}, {@code imagePath} relative to the pictures. Only the
 * category is required.
 */
final class LabelledLine {
    private static final String LEVELS = " > ";
    private static final Pattern ARROW = Pattern.compile("\\s*>\\s*");
    private static final Pattern NO_ID = Pattern.compile("[\\s\\p{Cntrl}]");
    private static final int MOST_ID = 128;
    private static final int MOST_MALL_LEVELS = 4;
    private static final int MOST_TEXT = 200;
    private static final int MOST_NAME = 1_000;
    /** Stands for no name: the contract wants one, and this one holds no word. */
    private static final String NO_NAME = "-";

    private final JsonNode line;
    private final Path pictures;
    private final String place;
    private @Nullable String pictureProblem;
    private @Nullable String dateProblem;

    LabelledLine(JsonNode line, Path pictures, String place) {
        this.line = line;
        this.pictures = pictures;
        this.place = place;
    }

    @SuppressWarnings("NullAway") // a product may be without a picture
    LabelledProduct read() {
        Category category = category();
        String name = text("name", MOST_NAME);
        Product product = new Product(
                Product.SCHEMA_VERSION,
                id(),
                line.path("version").asLong(0),
                name == null ? NO_NAME : name,
                text("mallId", MOST_TEXT),
                mallCategory(),
                text("brand", MOST_TEXT),
                text("maker", MOST_TEXT),
                text("mallBrand", MOST_TEXT),
                text("mallMaker", MOST_TEXT),
                null,
                null,
                picture(),
                registeredAt(),
                false);
        return new LabelledProduct(product, category);
    }

    /** What the line says and the product goes without: a picture that was not read, a date that is none. */
    Stream<String> problems() {
        return Stream.of(pictureProblem, dateProblem).filter(Objects::nonNull);
    }

    private String id() {
        String id = text("productId", MOST_ID);
        return NO_ID.matcher(id == null ? place : id).replaceAll("_");
    }

    private Category category() {
        List<String> names = levels(line.path("category"));
        if (names.isEmpty()) {
            throw new ContractViolation("category", "is missing or empty", id());
        }
        if (!names.stream().allMatch(StandardCharsets.UTF_8.newEncoder()::canEncode)) {
            throw new ContractViolation("category", "holds half a character", id());
        }
        List<Category.Node> path = new ArrayList<>();
        for (int level = 1; level <= names.size(); level++) {
            path.add(new Category.Node(String.join(LEVELS, names.subList(0, level)), names.get(level - 1)));
        }
        String leaf = text("categoryId", MOST_TEXT);
        if (leaf != null) {
            path.set(path.size() - 1, new Category.Node(leaf, names.get(names.size() - 1)));
        }
        return new Category(path.get(path.size() - 1).id(), path);
    }

    /** Levels beyond the fourth are read as part of the fourth. */
    private List<String> mallCategory() {
        List<String> levels = levels(line.path("mallCategory"));
        List<String> cut = new ArrayList<>(levels.subList(0, Math.min(levels.size(), MOST_MALL_LEVELS)));
        if (levels.size() > MOST_MALL_LEVELS) {
            cut.set(MOST_MALL_LEVELS - 1, String.join(" ", levels.subList(MOST_MALL_LEVELS - 1, levels.size())));
        }
        cut.replaceAll(level -> cut(level, MOST_TEXT));
        return cut;
    }

    private static List<String> levels(JsonNode node) {
        List<String> levels = node.isArray()
                ? node.valueStream().map(JsonNode::asString).toList()
                : ARROW.splitAsStream(node.asString("")).toList();
        return levels.stream()
                .map(String::strip)
                .filter(level -> !level.isEmpty())
                .toList();
    }

    private @Nullable Instant registeredAt() {
        String written = text("registeredAt", MOST_TEXT);
        try {
            return written == null ? null : Instant.parse(written);
        } catch (DateTimeException e) {
            dateProblem = "registeredAt is no instant, such as 2026-01-31T08:00:00Z";
            return null;
        }
    }

    private byte @Nullable [] picture() {
        String path = text("imagePath", MOST_NAME);
        if (path == null) {
            pictureProblem = line.hasNonNull("imageUrl") ? "imageUrl is not fetched, give imagePath" : null;
            return null;
        }
        try {
            byte[] bytes = Files.readAllBytes(pictures.resolve(path));
            if (bytes.length <= Product.MAX_IMAGE_BYTES) {
                return bytes;
            }
            pictureProblem = "picture is larger than " + Product.MAX_IMAGE_BYTES + " bytes";
        } catch (IOException | RuntimeException e) {
            pictureProblem = "picture cannot be read";
        }
        return null;
    }

    private @Nullable String text(String field, int most) {
        String text = line.path(field).asString("");
        return text.isBlank() ? null : cut(text.strip(), most);
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }
}
