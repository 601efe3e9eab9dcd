package io.aisle.cli.account;

import com.mongodb.client.model.Projections;
import io.aisle.contract.ProductKey;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * One stored answer, as people read it.
 *
 * @param key the product version
 * @param name the product's name; empty on a tombstone
 * @param categoryId the leaf; empty on a tombstone
 * @param category its path in words; empty on a tombstone
 * @param confidence 0 to 1
 * @param modalities what the answer rests on
 * @param unavailable why there was no picture; empty when there was one
 * @param engine engine and precision; empty on a tombstone
 */
public record Result(
        ProductKey key,
        String name,
        String categoryId,
        String category,
        double confidence,
        String modalities,
        String unavailable,
        String engine) {

    static final Bson FIELDS = Projections.include(
            "current.version",
            "current.product.name",
            "current.category",
            "current.confidence",
            "current.modalities",
            "current.image.unavailable",
            "current.model");

    /** The product is gone; nothing was classified. */
    public boolean isTombstone() {
        return categoryId.isEmpty();
    }

    static @Nullable Result of(Document product) {
        Document current = product.get("current", Document.class);
        if (current == null || !(current.get("version") instanceof Number version)) {
            return null;
        }
        Document category = current.get("category", new Document());
        Document model = current.get("model", new Document());
        return new Result(
                new ProductKey(product.getString("_id"), version.longValue()),
                text(current.get("product", new Document()), "name"),
                text(category, "id"),
                category.getList("path", Document.class, List.of()).stream()
                        .map(node -> node.getString("name"))
                        .collect(Collectors.joining(" > ")),
                current.get("confidence") instanceof Number confidence ? confidence.doubleValue() : 0,
                current.getList("modalities", String.class, List.of()).stream()
                        .sorted()
                        .map(Result::words)
                        .collect(Collectors.joining(", ")),
                words(text(current.get("image", new Document()), "unavailable")),
                (text(model, "engine") + " " + text(model, "precision")).strip());
    }

    private static String words(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String text(Document document, String field) {
        return Objects.requireNonNullElse(document.getString(field), "");
    }
}
