package io.aisle.features.text;

import java.text.Normalizer;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts text into what has a shape of its own (numbers with units, dimensions, ranges, model numbers, Latin words) and
 * runs of Korean, which need a dictionary; words of other scripts stay as they are. Numbers lose their digits: 500ml and 350ml are the same word, {@code #ml}.
 */
final class Scanner {
    private static final String NUMBER = "\\d+(?:[.,]\\d+)*";
    private static final String SIZE = "(?:\\d?x{1,3}[sl]|[sml]|\\d+)";
    /** Whole syllables only: single letters (ㅋㅋ, ㅎㅎ) are laughter. */
    private static final String CJK = "[가-힣\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]+";

    /** Words of every other script, with their marks; Hangul letters by themselves stay out. */
    private static final String OTHER =
            "[\\p{L}\\p{M}&&[^\\p{IsLatin}\\p{IsHangul}\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]]+";

    private static final String UNIT = "(?:" + Units.PATTERN + ")";
    private static final String END = "(?![\\p{IsLatin}\\d])";

    private static final Pattern TOKEN = Pattern.compile("(?<![\\p{IsLatin}\\d])(?:"
            + ("(?<dimension>" + NUMBER + "(?:\\s?[x*/]\\s?" + NUMBER + ")+)(?<dimensionUnit>" + UNIT + ")?" + END)
            + ("|(?<range>" + SIZE + "~" + SIZE + ")(?<rangeUnit>" + UNIT + ")?" + END)
            + "|(?<sum>\\d\\+\\d)(?!\\d)"
            + ("|(?<quantity>" + NUMBER + ")(?<unit>" + UNIT + "))")
            // Three of a thing: 500ml x3, 2kgx3, x12병; alone, X3 is a model.
            + ("|(?<=[\\p{IsLatin}\\d가-힣])(?<times>x\\d+)(?<timesUnit>" + UNIT + ")?" + END)
            + ("|(?<packed>x\\d+)(?<packedUnit>" + UNIT + ")")
            + "|(?<model>(?=[\\d._-]*[a-z])(?=[a-z._-]*\\d)[a-z\\d]+(?:[-_.][a-z\\d]+)*)"
            + ("|(?<number>" + NUMBER + ")")
            + "|(?<latin>[a-z]-\\p{IsLatin}+|\\p{IsLatin}+(?:['&]\\p{IsLatin}+)*)"
            + ("|(?<other>(?=\\p{L})" + OTHER + ")")
            + ("|(?<korean>" + CJK + "(?:\\s+" + CJK + ")*)"));

    private Scanner() {}

    /** NFKC, lower case, one spelling for signs that look alike. */
    static String normal(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replace('×', 'x')
                .replace('∼', '~')
                .replace('〜', '~')
                .replace('’', '\'')
                .replace('‐', '-')
                .replace('‑', '-');
    }

    /** Reads normal text once, from left to right. */
    static void scan(String normal, Consumer<String> shapes, Consumer<String> korean) {
        Matcher token = TOKEN.matcher(normal);
        while (token.find()) {
            if (token.group("korean") != null) {
                korean.accept(token.group());
            } else {
                shapes.accept(shape(token));
            }
        }
    }

    private static String shape(Matcher token) {
        String text = token.group();
        if (token.group("dimension") != null) {
            String dimension = token.group("dimension").replaceAll(NUMBER, "#").replaceAll("\\s", "");
            return dimension.replace('*', 'x') + unit(token, "dimensionUnit");
        }
        if (token.group("range") != null) {
            return digits(token.group("range")) + unit(token, "rangeUnit");
        }
        if (token.group("quantity") != null) {
            return "#" + unit(token, "unit");
        }
        if (token.group("times") != null || token.group("packed") != null) {
            return "x#" + unit(token, "timesUnit") + unit(token, "packedUnit");
        }
        return token.group("number") == null ? text : digits(text.replace(",", ""));
    }

    private static String unit(Matcher token, String group) {
        String unit = token.group(group);
        return unit == null ? "" : Units.canonical(unit);
    }

    private static String digits(String text) {
        return text.replaceAll("\\d", "#");
    }
}
