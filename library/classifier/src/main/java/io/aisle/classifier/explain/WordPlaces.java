package io.aisle.classifier.explain;

import java.text.BreakIterator;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds words in the text they were read from. Analysis changes text (NFKC, lower case, {@code 500ml} becomes
 * {@code #ml}, endings are dropped) and keeps no positions, so the words are aligned with it again: in reading order,
 * as many as can be; a word reaches to the end of its letters or to the next word. One that is found nowhere gets what lies
 * between its neighbours.
 */
final class WordPlaces {
    private static final String NUMBER = "\\d+(?:[.,]\\d+)*";
    /** A number in other clothes than its word's: another unit, other signs between its parts. */
    private static final String ANY_NUMBER = "(?<![\\p{IsLatin}\\d])" + NUMBER + "(?:\\s?[x×*/~+]\\s?" + NUMBER + ")*";

    /** Words times characters; a name of ordinary characters stays far below. */
    private static final long MOST_CELLS = 2_000_000;

    private final StringBuilder text = new StringBuilder();
    /** Where each normalised character begins and ends in the original. */
    private final List<int[]> origin = new ArrayList<>();

    private final List<String> words;
    private final int[][] starts;
    private final int[][] ends;

    private WordPlaces(String original, List<String> words) {
        normalise(original);
        this.words = words;
        this.starts = new int[words.size()][];
        this.ends = new int[words.size()][];
    }

    /**
     * Characters {@code {from, to}} of each word, in the order of the words; empty ones where nothing is left, and for all
     * words of a text that takes too much room to align, as where one sign stands for a sentence.
     */
    static List<int[]> of(String original, List<String> words) {
        WordPlaces places = new WordPlaces(original, words);
        if ((long) words.size() * places.text.length() > MOST_CELLS) {
            return words.stream().map(word -> new int[] {0, 0}).toList();
        }
        return places.found().stream().map(places::inOriginal).toList();
    }

    private void normalise(String original) {
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(original);
        int from = characters.first();
        for (int to = characters.next(); to != BreakIterator.DONE; from = to, to = characters.next()) {
            String normal = Normalizer.normalize(original.substring(from, to), Normalizer.Form.NFKC)
                    .toLowerCase(Locale.ROOT);
            text.append(normal);
            for (int at = 0; at < normal.length(); at++) {
                origin.add(new int[] {from, to});
            }
        }
    }

    private int[] inOriginal(int[] place) {
        if (place[0] >= place[1]) {
            return new int[] {0, 0};
        }
        return new int[] {origin.get(place[0])[0], origin.get(place[1] - 1)[1]};
    }

    /** The longest common sequence of words and their occurrences, each taken where it comes first. */
    private List<int[]> found() {
        int[][] best = new int[words.size() + 1][text.length() + 1];
        for (int word = words.size() - 1; word >= 0; word--) {
            occurrences(word);
            for (int from = text.length(); from >= 0; from--) {
                int taken = starts[word][from] < 0 ? 0 : 1 + best[word + 1][ends[word][from]];
                best[word][from] = Math.max(taken, best[word + 1][from]);
            }
        }
        List<int[]> places = new ArrayList<>();
        int from = 0;
        for (int word = 0; word < words.size(); word++) {
            boolean taken = starts[word][from] >= 0 && best[word][from] == 1 + best[word + 1][ends[word][from]];
            places.add(taken ? new int[] {starts[word][from], ends[word][from]} : new int[] {-1, -1});
            from = taken ? ends[word][from] : from;
        }
        return stretched(places);
    }

    /** For every position the next occurrence of a word, or -1. */
    private void occurrences(int word) {
        starts[word] = new int[text.length() + 1];
        ends[word] = new int[text.length() + 1];
        Matcher matcher = pattern(words.get(word)).matcher(text);
        int from = 0;
        while (matcher.find()) {
            for (; from <= matcher.start(); from++) {
                starts[word][from] = matcher.start();
                ends[word][from] = matcher.end();
            }
        }
        for (; from <= text.length(); from++) {
            starts[word][from] = -1;
        }
    }

    private static Pattern pattern(String word) {
        if (word.indexOf('#') < 0) {
            return Pattern.compile(Pattern.quote(word));
        }
        String[] parts = word.split("#", -1);
        for (int at = 0; at < parts.length; at++) {
            parts[at] = Pattern.quote(parts[at]);
        }
        return Pattern.compile(String.join(NUMBER, parts) + "|" + ANY_NUMBER);
    }

    private List<int[]> stretched(List<int[]> places) {
        int next = text.length();
        for (int word = places.size() - 1; word >= 0; word--) {
            int[] place = places.get(word);
            if (place[0] >= 0) {
                while (place[1] < next && Character.isLetter(text.charAt(place[1]))) {
                    place[1]++;
                }
                next = place[0];
            }
        }
        int end = 0;
        for (int word = 0; word < places.size(); word++) {
            if (places.get(word)[0] < 0) {
                places.set(word, gap(end, next(places, word)));
            } else {
                end = places.get(word)[1];
            }
        }
        return places;
    }

    /** Where the next word that was found begins. */
    private int next(List<int[]> places, int word) {
        return places.subList(word + 1, places.size()).stream()
                .mapToInt(place -> place[0])
                .filter(start -> start >= 0)
                .findFirst()
                .orElse(text.length());
    }

    private int[] gap(int after, int before) {
        int from = after;
        int to = before;
        while (from < to && !Character.isLetterOrDigit(text.charAt(from))) {
            from++;
        }
        while (to > from && !Character.isLetterOrDigit(text.charAt(to - 1))) {
            to--;
        }
        return new int[] {from, to};
    }
}
