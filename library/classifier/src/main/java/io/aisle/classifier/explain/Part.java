package io.aisle.classifier.explain;

import io.aisle.classifier.Pair;
import io.aisle.classifier.explain.Explanation.Field;
import io.aisle.classifier.explain.Explanation.Span;
import io.aisle.contract.Classification.Modality;
import io.aisle.contract.Product;
import io.aisle.contract.TextFeatures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A word of a product, in all its places in one field: what can be taken out.
 *
 * @param steps its positions among the words of the field
 * @param spans its characters
 */
record Part(Field field, String word, Set<Integer> steps, List<Span> spans) {
    /** Between two levels of a mall's category; no word reaches over it. */
    private static final String LEVELS = " / ";

    private static final List<Field> COLUMNS = List.of(Field.BRAND, Field.MAKER, Field.MALL_BRAND, Field.MALL_MAKER);

    /** Every word of a product, in reading order. */
    static List<Part> of(Pair pair) {
        TextFeatures text = pair.text();
        Product product = text.product();
        String name = product.name();
        List<Part> parts = new ArrayList<>();
        if (name != null) {
            parts.addAll(words(Field.NAME, List.of(name), text.nameTokens()));
        }
        parts.addAll(words(Field.MALL_CATEGORY, product.mallCategory(), text.mallTokens()));
        List<@Nullable String> brands = columns(product);
        for (int column = 0; column < COLUMNS.size(); column++) {
            String brand = brands.get(column);
            if (brand != null && text.brandIds().get(column) != 0) {
                Span whole = new Span(0, 0, brand.length());
                parts.add(new Part(COLUMNS.get(column), brand, Set.of(column), List.of(whole)));
            }
        }
        return parts;
    }

    /** Everything an input holds, with what stands between its words; empty when it holds no word. */
    static List<Part> input(Pair pair, Modality input) {
        List<Part> words =
                of(pair).stream().filter(part -> part.input() == input).toList();
        if (words.isEmpty() || input == Modality.BRAND) {
            return words;
        }
        Product product = pair.text().product();
        List<String> levels = input == Modality.NAME ? List.of(String.valueOf(product.name())) : product.mallCategory();
        Set<Integer> steps = words.stream().flatMap(part -> part.steps.stream()).collect(Collectors.toSet());
        List<Span> whole = IntStream.range(0, levels.size())
                .mapToObj(level -> new Span(level, 0, levels.get(level).length()))
                .toList();
        return List.of(new Part(words.get(0).field, "", steps, whole));
    }

    private static List<@Nullable String> columns(Product product) {
        return Arrays.asList(product.brand(), product.maker(), product.mallBrand(), product.mallMaker());
    }

    private static List<Part> words(Field field, List<String> levels, List<String> words) {
        List<int[]> places = WordPlaces.of(String.join(LEVELS, levels), words);
        Map<String, Part> parts = new LinkedHashMap<>();
        for (int step = 0; step < words.size(); step++) {
            Part part = parts.computeIfAbsent(
                    words.get(step), word -> new Part(field, word, new HashSet<>(), new ArrayList<>()));
            part.steps.add(step);
            if (places.get(step)[0] < places.get(step)[1]) {
                part.spans.add(span(levels, places.get(step)));
            }
        }
        return List.copyOf(parts.values());
    }

    /** From the joined text back to its level. */
    private static Span span(List<String> levels, int[] place) {
        int start = 0;
        int level = 0;
        while (level + 1 < levels.size()
                && place[0] >= start + levels.get(level).length() + LEVELS.length()) {
            start += levels.get(level++).length() + LEVELS.length();
        }
        int length = levels.get(level).length();
        return new Span(level, Math.min(length, place[0] - start), Math.min(length, place[1] - start));
    }

    /** The input it belongs to. */
    Modality input() {
        return switch (field) {
            case NAME -> Modality.NAME;
            case MALL_CATEGORY -> Modality.MALL_CATEGORY;
            case BRAND, MAKER, MALL_BRAND, MALL_MAKER -> Modality.BRAND;
        };
    }
}
