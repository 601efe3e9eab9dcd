package io.aisle.training.rules;

import io.aisle.classifier.Words;
import io.aisle.training.measure.Judged;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** Finds products by the beginning of a word, as rules do. */
record WordIndex(NavigableMap<String, List<Judged>> products) {
    static WordIndex of(List<Judged> all) {
        NavigableMap<String, List<Judged>> products = new TreeMap<>();
        for (Judged one : all) {
            Words.of(one.product()).words().forEach(word -> products.computeIfAbsent(word, any -> new ArrayList<>())
                    .add(one));
        }
        return new WordIndex(products);
    }

    /** Products of which a word begins with this one, each once. */
    Set<Judged> with(String word) {
        Set<Judged> with = new LinkedHashSet<>();
        products.subMap(word, true, word + Character.MAX_VALUE, true).values().forEach(with::addAll);
        return with;
    }
}
