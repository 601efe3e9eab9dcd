package io.aisle.features.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.util.Version;

/**
 * Korean and English product text to words in reading order. Unicode is normalised (NFKC) and lower-cased; quantities
 * become tokens of their shape ({@code 500ml} is {@code #ml}); model numbers ({@code SM-G998N}) and clothing sizes
 * stay whole; Korean is taken apart by Lucene Nori with a dictionary of product nouns and brands. Deterministic.
 * Thread-safe: Lucene keeps one tokenizer for each thread. Close it when the last thread is done.
 */
public final class ProductAnalyzer implements AutoCloseable {
    private final KoreanWords koreanWords = new KoreanWords(Resources.lines("user-dictionary.txt"));

    /** The words of a text; empty when it holds none. */
    public List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        Scanner.scan(Scanner.normal(text), tokens::add, korean -> koreanWords.addTo(tokens, korean));
        return tokens;
    }

    /**
     * SHA-256 (hex) of the words that are known: the user dictionary, the units, and the version of Nori with its own
     * dictionary. Where it changes, the same product may get other words. The code beside it is not in it.
     */
    public static String dictionary() {
        List<String> all = new ArrayList<>(Resources.lines("user-dictionary.txt"));
        all.addAll(Resources.lines("units.txt"));
        all.add("nori " + Version.LATEST);
        return Vocabulary.hash(String.join("\n", all).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        koreanWords.close();
    }
}
