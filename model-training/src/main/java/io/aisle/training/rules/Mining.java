package io.aisle.training.rules;

import io.aisle.classifier.Rule;
import io.aisle.classifier.Rules;
import io.aisle.classifier.Words;
import io.aisle.training.measure.Judged;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Looks for keywords that many products wrongly put into a category share, and that those rightly put there lack. One
 * half of the products is searched; the other shows what the findings are worth.
 *
 * @param present rules the answers already obey
 */
record Mining(Rules present, long seed) {
    /** Fewer wrong answers than this are no pattern. */
    private static final int FEWEST = 2;
    /** Products a word must have, whatever their answer: what is seen in fewer is chance. */
    private static final int SUPPORT = 5;
    /** Of the products with the word, the share that may belong to the category; and of the category's, with the word. */
    private static final double RARE = 0.02;
    /** Wrong answers that must be mended for each right one that is spoiled. */
    private static final int WORTH = 5;

    private static final int EXAMPLES = 3;
    /** Numbers and single letters name no kind of product. */
    private static final Pattern NO_KEYWORD = Pattern.compile("\\p{N}+|.");

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    List<Proposal> proposals(List<Judged> all, int most) {
        Proposal.Halves halves = halves(all);
        WordIndex index = WordIndex.of(halves.mined());
        List<Found> found = new ArrayList<>();
        group(halves.mined(), Judged::answer).values().forEach(same -> found.addAll(inCategory(same, index)));
        found.sort(Comparator.comparingInt((Found one) -> one.effect().gain()).reversed());
        List<Proposal> proposals = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        present.rules().forEach(rule -> ids.add(rule.id()));
        for (Found one : found.subList(0, Math.min(most, found.size()))) {
            Rule rule = one.named(ids);
            proposals.add(new Proposal(
                    proposals.size() + 1,
                    rule,
                    one.instead(),
                    Effect.of(present, List.of(rule), halves.mined()),
                    Effect.of(present, List.of(rule), halves.heldOut())));
        }
        return proposals;
    }

    /** What all of them together change about the products that were not searched. */
    Effect together(List<Proposal> proposals, List<Judged> all) {
        return Effect.of(
                present,
                proposals.stream().map(Proposal::rule).toList(),
                halves(all).heldOut());
    }

    private Proposal.Halves halves(List<Judged> all) {
        Map<Boolean, List<Judged>> halves = all.stream().collect(Collectors.partitioningBy(one -> {
            var words = Words.of(one.name()).words();
            long title = words.isEmpty() ? one.product().productId().hashCode() : words.hashCode();
            return new SplittableRandom(seed * 1_000_003 + title).nextBoolean();
        }));
        return new Proposal.Halves(halves.getOrDefault(true, List.of()), halves.getOrDefault(false, List.of()));
    }

    private static Map<String, List<Judged>> group(List<Judged> products, Function<Judged, String> by) {
        return products.stream().collect(Collectors.groupingBy(by, TreeMap::new, Collectors.toList()));
    }

    /** @param same products of one answer */
    private List<Found> inCategory(List<Judged> same, WordIndex index) {
        List<Judged> right = same.stream().filter(Judged::isRight).toList();
        String category = same.get(0).answer();
        List<Found> found = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        group(same.stream().filter(one -> !one.isRight()).toList(), Judged::truth)
                .forEach((truth, wrong) -> {
                    if (wrong.size() >= FEWEST) {
                        keywords(wrong).stream()
                                .filter(word -> isForeign(index.with(word), category, right))
                                .map(word -> found(word, truth, wrong, right, index.with(word)))
                                .filter(Found::isWorthIt)
                                .max(Comparator.comparingInt(
                                                (Found one) -> one.effect().gain())
                                        .thenComparing(one -> -one.keyword().length()))
                                .filter(one -> taken.add(one.keyword()))
                                .ifPresent(found::add);
                    }
                });
        return found;
    }

    /** Words that enough of the products have. */
    private static List<String> keywords(List<Judged> wrong) {
        Map<String, Integer> counts = new TreeMap<>();
        wrong.forEach(one ->
                new HashSet<>(Words.of(one.product()).words()).forEach(word -> counts.merge(word, 1, Integer::sum)));
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() >= FEWEST)
                .map(Map.Entry::getKey)
                .filter(word -> !NO_KEYWORD.matcher(word).matches())
                .toList();
    }

    /** Whether a word speaks against the category, in enough products to believe it. */
    private static boolean isForeign(Set<Judged> with, String category, List<Judged> right) {
        long own = with.stream().filter(one -> one.truth().equals(category)).count();
        return with.size() >= SUPPORT && own <= RARE * with.size() && own <= RARE * right.size();
    }

    private Found found(String word, String truth, List<Judged> wrong, List<Judged> right, Set<Judged> with) {
        String category = wrong.get(0).answer();
        Rule bare = new Rule(word, category, List.of(word), List.of(), List.of(), List.of());
        Rule rule =
                new Rule(word, category, List.of(word), List.of(), names(right, bare, false), names(wrong, bare, true));
        return new Found(word, truth, rule, Effect.of(present, List.of(rule), List.copyOf(with)));
    }

    private static List<String> names(List<Judged> products, Rule rule, boolean struck) {
        return products.stream()
                .map(Judged::name)
                .filter(name -> rule.strikes(Words.of(name)) == struck)
                .distinct()
                .limit(EXAMPLES)
                .toList();
    }

    private record Found(String keyword, String instead, Rule rule, Effect effect) {
        boolean isWorthIt() {
            return effect.gain() >= FEWEST && effect.wrongToRight() >= WORTH * effect.rightToWrong();
        }

        /** A name that says what the rule does, and that no other rule has. */
        Rule named(Set<String> ids) {
            String[] path = rule.category().split(" > ", -1);
            String base = (NO_WORD.matcher(path[path.length - 1].toLowerCase(Locale.ROOT))
                            .replaceAll("-") + "-is-not-" + keyword);
            String id = base;
            for (int number = 2; !ids.add(id); number++) {
                id = base + "-" + number;
            }
            return new Rule(id, rule.category(), rule.excluded(), rule.required(), rule.accepts(), rule.refuses());
        }
    }
}
