package io.aisle.cli.demo;

import io.aisle.cli.account.Result;
import io.aisle.cli.ledger.Entry;
import io.aisle.cli.ledger.Ledger;
import io.aisle.contract.ProductKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;

/**
 * What the demo promises beside the accounting.
 *
 * @param named famous cases
 * @param namedRight of these, with the right category
 * @param classified products with an answer whose category is known
 * @param right of these, with the right category
 * @param wrong what is not as it must be, one line each; empty when all is well
 */
record Verdict(long named, long namedRight, long classified, long right, List<String> wrong) {
    static Verdict of(Traffic traffic, Map<ProductKey, Result> results, Path ledger) {
        Map<ProductKey, String> categories = traffic.categories();
        Set<ProductKey> named = traffic.named();
        var wrong = new ArrayList<String>();
        named.stream()
                .filter(key -> !isRight(key, results, categories))
                .forEach(key -> wrong.add("named case " + key + ": " + answer(results.get(key))));
        wrong.addAll(refusals(traffic.malformed(), lines(ledger, Entry.Event.REJECTED)));
        wrong.addAll(unanswered(traffic.expected().size(), ledger));
        List<ProductKey> classified = results.values().stream()
                .filter(result -> !result.isTombstone())
                .map(Result::key)
                .filter(categories::containsKey)
                .toList();
        return new Verdict(
                named.size(),
                named.stream().filter(key -> isRight(key, results, categories)).count(),
                classified.size(),
                classified.stream()
                        .filter(key -> isRight(key, results, categories))
                        .count(),
                List.copyOf(wrong));
    }

    private static boolean isRight(
            ProductKey key, Map<ProductKey, Result> results, Map<ProductKey, String> categories) {
        Result result = results.get(key);
        return result != null && result.categoryId().equals(categories.get(key));
    }

    private static String answer(@org.jspecify.annotations.Nullable Result result) {
        return result == null ? "has no answer" : "is not a " + result.category();
    }

    static List<String> refusals(Set<Long> malformed, Set<Long> refused) {
        var wrong = new ArrayList<String>();
        malformed.stream()
                .filter(line -> !refused.contains(line))
                .sorted()
                .forEach(line -> wrong.add("line " + line + " is malformed and was not refused"));
        refused.stream()
                .filter(line -> !malformed.contains(line))
                .sorted()
                .forEach(line -> wrong.add("line " + line + " is good and was refused"));
        return wrong;
    }

    private static List<String> unanswered(int sent, Path ledger) {
        Set<Long> answered = lines(ledger, Entry.Event.ACCEPTED);
        answered.addAll(lines(ledger, Entry.Event.REJECTED));
        return LongStream.rangeClosed(1, sent)
                .filter(line -> !answered.contains(line))
                .mapToObj(line -> "line " + line + " was given up without an answer")
                .toList();
    }

    private static Set<Long> lines(Path ledger, Entry.Event event) {
        var lines = new TreeSet<Long>();
        Ledger.read(ledger, entry -> {
            if (entry.event() == event) {
                lines.add(entry.line());
            }
        });
        return lines;
    }
}
