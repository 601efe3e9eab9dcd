package io.aisle.contract;

import java.util.List;

/**
 * The text half: the product itself, its words and their ids in the model's vocabulary.
 *
 * @param product the event, without the bytes of its picture
 * @param nameTokens words of the product's name in reading order, not padded; for explanations
 * @param nameIds ids of those words, padded with 0 or cut to {@value #NAME_LENGTH}
 * @param mallTokens words of the mall's category, coarse to fine, not padded
 * @param mallIds ids of those words, padded with 0 or cut to {@value #MALL_LENGTH}
 * @param brandIds ids of brand, maker, mallBrand and mallMaker in this order, 0 where absent
 * @param vocabulary SHA-256 (hex) of the vocabulary the ids belong to; the classifier refuses another one
 */
public record TextFeatures(
        Product product,
        List<String> nameTokens,
        List<Integer> nameIds,
        List<String> mallTokens,
        List<Integer> mallIds,
        List<Integer> brandIds,
        String vocabulary)
        implements Features {

    /** Ids of a name. NAVER's published model reads 30 words of it. */
    public static final int NAME_LENGTH = 30;
    /** Ids of a mall category. */
    public static final int MALL_LENGTH = 15;
    /** Ids of the brand columns. */
    public static final int BRAND_LENGTH = 4;

    public TextFeatures {
        nameTokens = List.copyOf(nameTokens);
        nameIds = ofLength(nameIds, NAME_LENGTH, "nameIds");
        mallTokens = List.copyOf(mallTokens);
        mallIds = ofLength(mallIds, MALL_LENGTH, "mallIds");
        brandIds = ofLength(brandIds, BRAND_LENGTH, "brandIds");
    }

    @Override
    public ProductKey key() {
        return product.key();
    }

    private static List<Integer> ofLength(List<Integer> ids, int length, String field) {
        if (ids.size() != length) {
            throw ContractViolation.of(field, "must hold " + length + " ids, not " + ids.size());
        }
        return List.copyOf(ids);
    }
}
