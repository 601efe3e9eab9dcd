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
record Words(List<String> words) {
    private static final Pattern GAP = Pattern.compile("[^\\p{L}\\p{N}]+");

    public Words {
        words = List.copyOf(words);
    }

    static Words of(Product product) {
        List<String> texts = new ArrayList<>(product.mallCategory());
        if (product.name() != null) {
            texts.add(product.name());
        }
        return new Words(texts.stream()
                .flatMap(text -> GAP.splitAsStream(normal(text)))
                .filter(word -> !word.isEmpty())
                .toList());
    }

    boolean contain(String keyword) {
        String wanted = normal(keyword);
        return words.stream().anyMatch(word -> word.startsWith(wanted));
    }

    private static String normal(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }
}
