package io.aisle.features.text;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Units of measure and counters, each with the one spelling that tokens use. */
final class Units {
    private static final Map<String, String> SPELLINGS = spellings();

    /**
     * A unit directly behind a number: the longest that fits. A Latin one must end there, or {@code 3mount} would hold
     * metres; before {@code x2} it ends too.
     */
    static final String PATTERN = "(?:" + alternatives(true) + ")(?![\\p{IsLatin}\\d])"
            + "|(?:" + alternatives(true) + ")(?=x\\d)"
            + "|" + alternatives(false);

    private Units() {}

    /** The spelling that tokens use, such as {@code 인치} for {@code inch}. */
    static String canonical(String unit) {
        return SPELLINGS.getOrDefault(unit, unit);
    }

    private static Map<String, String> spellings() {
        Map<String, String> spellings = new LinkedHashMap<>();
        for (String line : Resources.lines("units.txt")) {
            String[] words = line.split("\\s+");
            for (String word : words) {
                spellings.put(word, words[0]);
            }
        }
        return spellings;
    }

    private static String alternatives(boolean latin) {
        return SPELLINGS.keySet().stream()
                .filter(unit -> latin == unit.matches("\\p{IsLatin}+"))
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
    }
}
