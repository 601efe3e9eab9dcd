package io.aisle.features.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Words and their ids: 0 is padding, 1 to N are the words, and the {@code hashBuckets} ids behind them are shared by
 * all other words ("feature hashing", Weinberger et al., ICML 2009), so that no word is lost and no id is unbounded.
 * Immutable.
 *
 * <p>Its file is UTF-8: the line {@code aisle-vocabulary 1 hash-buckets B}, then one word a line in the order of ids.
 */
public final class Vocabulary {
    /** The id of no word. */
    public static final int PADDING = 0;

    private static final Pattern HEADER = Pattern.compile("aisle-vocabulary 1 hash-buckets (\\d{1,7})");

    private final List<String> words;
    private final Map<String, Integer> ids = new HashMap<>();
    private final int hashBuckets;
    private final String sha256;

    private Vocabulary(List<String> words, int hashBuckets) {
        require(hashBuckets > 0, "needs at least one hash bucket, has " + hashBuckets);
        this.words = List.copyOf(words);
        this.hashBuckets = hashBuckets;
        for (String word : words) {
            require(!word.isBlank() && word.equals(word.strip()), "holds a blank word or one with space around it");
            require(ids.put(word, ids.size() + 1) == null, "holds a word twice: " + word);
        }
        this.sha256 = hash(bytes());
    }

    /**
     * The most frequent words.
     *
     * @param documents the words of each product
     * @param maxWords most words kept
     * @param minCount a rarer word goes to the buckets
     * @param hashBuckets ids for the words that are not kept
     */
    public static Vocabulary build(Iterable<List<String>> documents, int maxWords, int minCount, int hashBuckets) {
        Map<String, Integer> counts = new HashMap<>();
        documents.forEach(document -> document.forEach(word -> counts.merge(word, 1, Integer::sum)));
        Comparator<Map.Entry<String, Integer>> byCount =
                Map.Entry.<String, Integer>comparingByValue().reversed();
        List<String> words = counts.entrySet().stream()
                .filter(entry -> entry.getValue() >= minCount)
                .sorted(byCount.thenComparing(Map.Entry.comparingByKey()))
                .limit(maxWords)
                .map(Map.Entry::getKey)
                .toList();
        return new Vocabulary(words, hashBuckets);
    }

    /**
     * The words that tell most about a product's category: by the mutual information of "the word occurs" and the
     * category (Yang and Pedersen, ICML 1997, section 2.3, summed over both outcomes).
     *
     * @param documents the words of each product
     * @param labels category of each product
     * @param maxWords most words kept
     * @param minCount a rarer word goes to the buckets
     * @param hashBuckets ids for the words that are not kept
     */
    public static Vocabulary buildByInformation(
            List<List<String>> documents, List<Integer> labels, int maxWords, int minCount, int hashBuckets) {
        return new Vocabulary(new WordInformation(documents, labels).best(maxWords, minCount), hashBuckets);
    }

    /** @throws UnreadableVocabulary when the file is missing, broken or not of this format */
    public static Vocabulary load(Path file) {
        try {
            return parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UnreadableVocabulary("cannot be read (" + file + ")", e);
        }
    }

    /**
     * Reads the stream to its end and leaves it open.
     *
     * @throws UnreadableVocabulary when it breaks or is not of this format
     */
    public static Vocabulary load(InputStream stream) {
        try {
            return parse(stream.readAllBytes());
        } catch (IOException e) {
            throw new UnreadableVocabulary("cannot be read", e);
        }
    }

    /** Writes the file that {@link #load(Path)} reads. */
    public void save(Path file) {
        try {
            Files.write(file, bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The id of a word, 1 to {@code size() - 1}; the empty text is no word and has the id of padding. */
    public int id(String token) {
        if (token.isEmpty()) {
            return PADDING;
        }
        Integer id = ids.get(token);
        return id == null ? words.size() + 1 + Math.floorMod(mixed(token.hashCode()), hashBuckets) : id;
    }

    /** The ids of so many words, padded to that length. */
    List<Integer> ids(List<String> tokens, int length) {
        return Stream.concat(
                        tokens.stream().limit(length).map(this::id),
                        Collections.nCopies(Math.max(0, length - tokens.size()), PADDING).stream())
                .toList();
    }

    /** The number of ids, padding and buckets included: the rows of an embedding. */
    public int size() {
        return 1 + words.size() + hashBuckets;
    }

    /** The words in the order of their ids, the first has id 1. */
    public List<String> words() {
        return words;
    }

    /** Ids shared by all words that are not in {@link #words()}. */
    public int hashBuckets() {
        return hashBuckets;
    }

    /** SHA-256 (hex) of the file's bytes. */
    public String sha256() {
        return sha256;
    }

    /** The finalizer of MurmurHash3 (Appleby): the hash of a text differs little between similar texts. */
    private static int mixed(int hash) {
        int h = hash;
        h = (h ^ (h >>> 16)) * 0x85ebca6b;
        h = (h ^ (h >>> 13)) * 0xc2b2ae35;
        return h ^ (h >>> 16);
    }

    private byte[] bytes() {
        StringBuilder text = new StringBuilder("aisle-vocabulary 1 hash-buckets " + hashBuckets + "\n");
        words.forEach(word -> text.append(word).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Vocabulary parse(byte[] file) {
        List<String> lines = new String(file, StandardCharsets.UTF_8).lines().toList();
        Matcher header = HEADER.matcher(lines.isEmpty() ? "" : lines.get(0));
        require(header.matches(), "does not begin with \"aisle-vocabulary 1 hash-buckets ...\"");
        return new Vocabulary(lines.subList(1, lines.size()), Integer.parseInt(header.group(1)));
    }

    static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }

    private static void require(boolean fulfilled, String problem) {
        if (!fulfilled) {
            throw new UnreadableVocabulary(problem, null);
        }
    }
}
