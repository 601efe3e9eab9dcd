package io.aisle.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Aisle says of one product version; also the document that is stored. One read answers one question: the product
 * fields a reader wants stand beside the category. A tombstone has no category.
 *
 * @param version the product's version; the first field, because the store compares documents field by field
 * @param product the event, without the bytes of its picture
 * @param category the answer; null on a tombstone
 * @param confidence probability of the category, 0 to 1; 0 on a tombstone
 * @param pathConfidence probability of each node of the category's path, from the top: a product whose leaf is a guess may
 *     still have a certain parent; the last is {@code confidence}. Empty on a tombstone
 * @param alternatives the next best leaves, best first
 * @param heads what each head of the network said by itself
 * @param modalities which inputs the answer rests on
 * @param rule id of the rule that changed the network's answer, if one did
 * @param model who answered
 * @param image what is known of the picture; null on a tombstone
 * @param acceptedAt when the source accepted the event
 * @param classifiedAt when this answer was made
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Classification(
        long version,
        Product product,
        @Nullable Category category,
        double confidence,
        List<Double> pathConfidence,
        List<Alternative> alternatives,
        Map<Head, HeadAnswer> heads,
        Set<Modality> modalities,
        @Nullable String rule,
        @Nullable ModelStamp model,
        @Nullable ImageStamp image,
        @Nullable Instant acceptedAt,
        Instant classifiedAt) {

    /** The heads of the multi-task network. */
    public enum Head {
        NAME,
        MALL_CATEGORY,
        IMAGE,
        FUSED
    }

    /** The inputs an answer can rest on. */
    public enum Modality {
        NAME,
        MALL_CATEGORY,
        BRAND,
        IMAGE
    }

    /**
     * @param category a leaf
     * @param probability its probability, 0 to 1
     */
    public record Alternative(Category category, double probability) {}

    /**
     * @param categoryId the head's best leaf
     * @param probability the head's probability for it, 0 to 1
     */
    public record HeadAnswer(String categoryId, double probability) {}

    /**
     * @param name the model's name
     * @param version its release
     * @param engine what computed the answer, such as {@code onnx}
     * @param precision number format of the weights, such as {@code fp32}
     */
    public record ModelStamp(String name, String version, String engine, String precision) {}

    /**
     * @param sha256 hash of the original picture; null when there was none
     * @param blockHash its mean-block hash; null when there was none
     * @param unavailable why there was none; null when there was one
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ImageStamp(
            @Nullable String sha256, @Nullable String blockHash, ImageFeatures.@Nullable Reason unavailable) {
        /** What the stored document keeps of an image half. */
        public static ImageStamp of(ImageFeatures image) {
            if (image instanceof ImageFeatures.Picture picture) {
                return new ImageStamp(picture.sha256(), picture.blockHash(), null);
            }
            return new ImageStamp(null, null, ((ImageFeatures.Unavailable) image).reason());
        }
    }

    @SuppressWarnings("ConstantValue") // a decoder passes null for an absent field
    public Classification {
        if (version != product.version()) {
            throw ContractViolation.of("version", "differs from the product's").about(product.productId());
        }
        if ((category == null) != product.deleted()) {
            throw ContractViolation.of("category", "is missing, and only tombstones have none")
                    .about(product.productId());
        }
        pathConfidence = pathConfidence == null ? List.of() : List.copyOf(pathConfidence);
        alternatives = List.copyOf(alternatives);
        heads = Map.copyOf(heads);
        modalities = Set.copyOf(modalities);
    }

    /** The answer to a deletion. */
    public static Classification tombstone(Product deleted, @Nullable Instant acceptedAt, Instant now) {
        return new Classification(
                deleted.version(),
                deleted.withoutImage(),
                null,
                0,
                List.of(),
                List.of(),
                Map.of(),
                Set.of(),
                null,
                null,
                null,
                acceptedAt,
                now);
    }

    /** The product version this speaks of. */
    public ProductKey key() {
        return product.key();
    }
}
