package io.aisle.classifier.explain;

import io.aisle.classifier.Pair;
import io.aisle.classifier.explain.Explanation.Field;
import io.aisle.classifier.explain.Explanation.Span;
import io.aisle.contract.Classification.Modality;
import io.aisle.contract.Product;
import io.aisle.contract.TextFeatures;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A product as if its shop had not written some of its words: without their ids, the later words moved up, and without
 * their characters, of which the n-grams are made. The picture stays.
 */
record Without(Pair pair, Collection<Part> parts) {
    /** Stands for no name, in training too: the contract wants one, and this one holds no word. */
    private static final String NO_NAME = "-";

    Pair made() {
        TextFeatures text = pair.text();
        Set<Integer> name = steps(Modality.NAME);
        Set<Integer> mall = steps(Modality.MALL_CATEGORY);
        Set<Integer> brands = steps(Modality.BRAND);
        TextFeatures less = new TextFeatures(
                product(text.product()),
                kept(text.nameTokens(), name),
                padded(text.nameIds(), name),
                kept(text.mallTokens(), mall),
                padded(text.mallIds(), mall),
                IntStream.range(0, TextFeatures.BRAND_LENGTH)
                        .mapToObj(column ->
                                brands.contains(column) ? 0 : text.brandIds().get(column))
                        .toList(),
                text.vocabulary());
        return new Pair(less, pair.image(), pair.acceptedAt());
    }

    private Set<Integer> steps(Modality input) {
        return parts.stream()
                .filter(part -> part.input() == input)
                .flatMap(part -> part.steps().stream())
                .collect(Collectors.toSet());
    }

    private static <T> List<T> kept(List<T> all, Set<Integer> gone) {
        return IntStream.range(0, all.size())
                .filter(step -> !gone.contains(step))
                .mapToObj(all::get)
                .toList();
    }

    private static List<Integer> padded(List<Integer> ids, Set<Integer> gone) {
        List<Integer> padded = new ArrayList<>(kept(ids, gone));
        padded.addAll(Collections.nCopies(ids.size() - padded.size(), 0));
        return padded;
    }

    @SuppressWarnings("NullAway") // it does not see the annotation on a record's array component
    private Product product(Product all) {
        String name = cut(all.name(), Field.NAME, 0);
        return new Product(
                all.schemaVersion(),
                all.productId(),
                all.version(),
                name == null || name.isBlank() ? NO_NAME : name,
                all.mallId(),
                IntStream.range(0, all.mallCategory().size())
                        .mapToObj(
                                level -> String.valueOf(cut(all.mallCategory().get(level), Field.MALL_CATEGORY, level)))
                        .toList(),
                cut(all.brand(), Field.BRAND, 0),
                cut(all.maker(), Field.MAKER, 0),
                cut(all.mallBrand(), Field.MALL_BRAND, 0),
                cut(all.mallMaker(), Field.MALL_MAKER, 0),
                all.price(),
                all.imageUrl(),
                null,
                all.registeredAt(),
                all.deleted());
    }

    /** A space where each word was, as many as it had characters. */
    private @Nullable String cut(@Nullable String text, Field field, int level) {
        if (text == null) {
            return null;
        }
        StringBuilder left = new StringBuilder(text);
        for (Part part : parts) {
            for (Span span : part.field() == field ? part.spans() : List.<Span>of()) {
                if (span.level() == level) {
                    left.replace(span.from(), span.to(), " ".repeat(span.to() - span.from()));
                }
            }
        }
        return left.toString();
    }
}
