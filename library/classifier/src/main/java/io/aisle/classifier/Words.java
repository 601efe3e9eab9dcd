package io.aisle.classifier;

import io.aisle.contract.Product;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A product's words as rules see them: name and mall category in NFKC and lower case, split where neither letter nor
 * digit stands. A keyword is found when a word begins with it, so that 아동 finds 아동복 and does not find 남아동.
 */
public record Words(List<String> words) {
    private static final Pattern GAP = Pattern.compile("[^\\p{L}\\p{N}]+");

    public Words {
        words = List.copyOf(words);
    }

    /** The words of a product. */
    public static Words of(Product product) {
        List<String> texts = new ArrayList<>(product.mallCategory());
        if (product.name() != null) {
            texts.add(product.name());
        }
        return of(texts);
    }

    /** The words of a name by itself. */
    public static Words of(String name) {
        return of(List.of(name));
    }

    private static Words of(List<String> texts) {
        return new Words(texts.stream()
                .flatMap(text -> GAP.splitAsStream(normal(text)))
                .filter(word -> !word.isEmpty())
                .toList());
    }

    /** Whether a text, read this way, is a single word without anything around it. */
    boolean isOne() {
        return words.size() == 1;
    }

    /** Whether one of the words begins with the keyword. */
    public boolean contain(String keyword) {
        String wanted = normal(keyword);
        return words.stream().anyMatch(word -> word.startsWith(wanted));
    }

    private static String normal(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }
}
