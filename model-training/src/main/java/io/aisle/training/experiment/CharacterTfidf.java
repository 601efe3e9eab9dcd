package io.aisle.training.experiment;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * TF-IDF of a title's character n-grams, one to four long and within the title: 1 + ln(count), times
 * 1 + ln((1 + titles) / (1 + titles with it)), brought to length one. N-grams of a single title are left out.
 */
final class CharacterTfidf {
    private static final int LONGEST = 4;
    private static final int LEAST_TITLES = 2;
    /** An n-gram that no title taught; no number of liblinear's, which begin with 1, and without weight. */
    private static final int UNKNOWN = 0;

    private static final Pattern GAP = Pattern.compile("[\\s\\p{Z}\\p{Cntrl}]+");

    /** Feature numbers from 1, as liblinear wants them. */
    private final Map<String, Integer> numbers = new HashMap<>();

    private final double[] rarity;

    CharacterTfidf(List<String> titles) {
        Map<String, Integer> titlesWith = new HashMap<>();
        titles.forEach(title -> counts(title).keySet().forEach(gram -> titlesWith.merge(gram, 1, Integer::sum)));
        titlesWith.values().removeIf(count -> count < Math.min(LEAST_TITLES, titles.size()));
        rarity = new double[titlesWith.size() + 1];
        titlesWith.forEach((gram, count) -> {
            int number = numbers.size() + 1;
            numbers.put(gram, number);
            rarity[number] = 1 + Math.log((1.0 + titles.size()) / (1 + count));
        });
    }

    int size() {
        return numbers.size();
    }

    Feature[] of(String title) {
        Feature[] features = counts(title).entrySet().stream()
                .filter(gram -> number(gram) != UNKNOWN)
                .map(gram -> feature(number(gram), gram.getValue()))
                .sorted((left, right) -> Integer.compare(left.getIndex(), right.getIndex()))
                .toArray(Feature[]::new);
        double square = 0;
        for (Feature feature : features) {
            square += feature.getValue() * feature.getValue();
        }
        for (Feature feature : features) {
            feature.setValue(feature.getValue() / Math.sqrt(square));
        }
        return features;
    }

    private int number(Map.Entry<String, Integer> gram) {
        return numbers.getOrDefault(gram.getKey(), UNKNOWN);
    }

    private Feature feature(int number, int count) {
        return new FeatureNode(number, (1 + Math.log(count)) * rarity[number]);
    }

    private static Map<String, Integer> counts(String title) {
        String lower = Normalizer.normalize(title, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        String text = GAP.matcher(lower).replaceAll(" ").strip();
        Map<String, Integer> counts = new HashMap<>();
        for (int from = 0; from < text.length(); from++) {
            for (int to = from + 1; to <= Math.min(text.length(), from + LONGEST); to++) {
                counts.merge(text.substring(from, to), 1, Integer::sum);
            }
        }
        return counts;
    }
}
