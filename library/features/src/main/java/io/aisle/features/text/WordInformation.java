package io.aisle.features.text;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** How many nats each word's presence tells about the category of a product. */
final class WordInformation {
    private final Map<String, Map<Integer, Integer>> counts = new HashMap<>();
    private final Map<Integer, Integer> labelCounts = new HashMap<>();
    private final double products;

    WordInformation(List<List<String>> documents, List<Integer> labels) {
        products = documents.size();
        for (int product = 0; product < documents.size(); product++) {
            int label = labels.get(product);
            labelCounts.merge(label, 1, Integer::sum);
            for (String word : new HashSet<>(documents.get(product))) {
                counts.computeIfAbsent(word, any -> new HashMap<>()).merge(label, 1, Integer::sum);
            }
        }
    }

    List<String> best(int maxWords, int minCount) {
        Map<String, Double> information = new HashMap<>();
        counts.forEach((word, byLabel) -> {
            if (total(byLabel) >= minCount) {
                information.put(word, of(byLabel));
            }
        });
        Comparator<Map.Entry<String, Double>> byInformation =
                Map.Entry.<String, Double>comparingByValue().reversed();
        return information.entrySet().stream()
                .sorted(byInformation.thenComparing(Map.Entry.comparingByKey()))
                .limit(maxWords)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static int total(Map<Integer, Integer> byLabel) {
        return byLabel.values().stream().mapToInt(Integer::intValue).sum();
    }

    private double of(Map<Integer, Integer> byLabel) {
        double with = total(byLabel);
        double information = 0;
        for (Map.Entry<Integer, Integer> label : labelCounts.entrySet()) {
            double both = byLabel.getOrDefault(label.getKey(), 0);
            information += part(both, with, label.getValue());
            information += part(label.getValue() - both, products - with, label.getValue());
        }
        return information;
    }

    private double part(double both, double outcome, double label) {
        return both == 0 ? 0 : both / products * Math.log(both * products / (outcome * label));
    }
}
