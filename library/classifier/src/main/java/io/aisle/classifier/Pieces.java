package io.aisle.classifier;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The character n-grams of a name, hashed ("feature hashing", Weinberger et al., ICML 2009). They read what words miss:
 * names of brands and models, joined words, spelling. Lower case, NFKC, one space between words and at both ends.
 *
 * @param most most n-grams of one name; the rest of a long one is not read
 * @param buckets ids they are hashed to
 * @param once whether an id that comes again is left out
 */
record Pieces(int most, int buckets, boolean once) {
    Pieces(int most, int buckets) {
        this(most, buckets, false);
    }

    private static final int SHORTEST = 1;
    private static final int LONGEST = 4;
    private static final Pattern GAP = Pattern.compile("[\\s\\p{Z}\\p{Cntrl}]+");

    /** Writes ids of {@code [first, first + buckets)} in reading order. */
    void write(String name, int first, int[] target, int offset) {
        String text = normal(name);
        int written = text.isBlank() ? most : 0;
        for (int from = 0; from < text.length() && written < most; from++) {
            int hash = 0x811c9dc5; // FNV-1a
            for (int to = from; to < Math.min(text.length(), from + LONGEST) && written < most; to++) {
                hash = (hash ^ text.charAt(to)) * 0x01000193;
                if (to - from + 1 >= SHORTEST && !(to == from && text.charAt(to) == ' ')) {
                    int id = first + Math.floorMod(mixed(hash), buckets);
                    written += once && isThere(id, target, offset, written) ? 0 : put(id, target, offset + written);
                }
            }
        }
    }

    private static boolean isThere(int id, int[] target, int offset, int written) {
        for (int at = offset; at < offset + written; at++) {
            if (target[at] == id) {
                return true;
            }
        }
        return false;
    }

    private static int put(int id, int[] target, int at) {
        target[at] = id;
        return 1;
    }

    static String normal(String name) {
        String text = Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return ' ' + GAP.matcher(text).replaceAll(" ").strip() + ' ';
    }

    /** The finalizer of MurmurHash3 (Appleby): neighbouring hashes go to distant buckets. */
    private static int mixed(int hash) {
        int h = hash;
        h = (h ^ (h >>> 16)) * 0x85ebca6b;
        h = (h ^ (h >>> 13)) * 0xc2b2ae35;
        return h ^ (h >>> 16);
    }
}
