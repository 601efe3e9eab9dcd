package io.aisle.tests.store;

import io.aisle.contract.Category;
import io.aisle.contract.Classification;
import io.aisle.contract.Classification.Head;
import io.aisle.contract.Classification.HeadAnswer;
import io.aisle.contract.Classification.ImageStamp;
import io.aisle.contract.Classification.Modality;
import io.aisle.contract.Classification.ModelStamp;
import io.aisle.contract.Product;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Classifications to write in tests of stores. */
public final class Answers {
    private static final Instant BASE = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final ModelStamp MODEL = new ModelStamp("sample", "1", "onnx", "fp32");

    private Answers() {}

    /** A live product whose answer was made {@code version} seconds after the others. */
    public static Classification live(String productId, long version) {
        return live(productId, version, "dress", BASE.plusSeconds(version));
    }

    /** A live product. */
    public static Classification live(String productId, long version, String leaf, Instant classifiedAt) {
        Category category = category(leaf);
        return new Classification(
                version,
                product(productId, version, false),
                category,
                0.75,
                List.of(0.875, 0.75),
                List.of(new Classification.Alternative(category("figure"), 0.25)),
                Map.of(Head.NAME, new HeadAnswer(leaf, 0.5), Head.FUSED, new HeadAnswer(leaf, 0.75)),
                Set.of(Modality.NAME, Modality.IMAGE),
                null,
                MODEL,
                new ImageStamp("ab".repeat(32), "00ff00ff00ff00ff", null),
                BASE,
                classifiedAt);
    }

    /** A deletion. */
    public static Classification tombstone(String productId, long version) {
        return Classification.tombstone(product(productId, version, true), BASE, BASE.plusSeconds(version));
    }

    /** A product of the mall {@code mall-1}. */
    @SuppressWarnings("NullAway") // it does not see the annotation on a record's array component
    public static Product product(String productId, long version, boolean deleted) {
        return new Product(
                "1.0",
                productId,
                version,
                deleted ? null : "여름 원피스 " + version,
                "mall-1",
                List.of("패션", "원피스"),
                "브랜드",
                null,
                null,
                null,
                new BigDecimal("12900.50"),
                "https://pictures.example/" + productId + ".jpg",
                null,
                BASE,
                deleted);
    }

    /** A leaf below {@code fashion}. */
    public static Category category(String leaf) {
        return new Category(leaf, List.of(new Category.Node("fashion", "패션의류"), new Category.Node(leaf, "이름 " + leaf)));
    }
}
