package io.aisle.training.rules;

import io.aisle.classifier.Rule;
import io.aisle.classifier.Rules;
import io.aisle.classifier.Words;
import io.aisle.contract.Category;
import io.aisle.contract.Classification.Alternative;
import io.aisle.training.measure.Judged;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What more rules would change about answered products.
 *
 * @param products that were looked at
 * @param wrongToRight wrong before, right after
 * @param rightToWrong right before, wrong after
 * @param wrongToWrong another answer, and still wrong
 * @param examples some of each, those that turn wrong first
 */
public record Effect(int products, int wrongToRight, int rightToWrong, int wrongToWrong, List<Example> examples) {
    private static final int EXAMPLES = 3;

    /** A product whose answer changes. */
    public record Example(String name, String truth, String before, String after) {}

    public Effect {
        examples = examples == null ? List.of() : List.copyOf(examples);
    }

    static Effect of(Rules present, List<Rule> more, List<Judged> products) {
        List<Example> right = new ArrayList<>();
        List<Example> spoiled = new ArrayList<>();
        List<Example> wrong = new ArrayList<>();
        for (Judged one : products) {
            after(present, more, one).ifPresent(after -> {
                List<Example> kind = one.isRight() ? spoiled : after.names().equals(one.truth()) ? right : wrong;
                kind.add(new Example(one.name(), one.truth(), one.answer(), after.names()));
            });
        }
        List<Example> examples = new ArrayList<>();
        List.of(spoiled, right, wrong)
                .forEach(kind -> examples.addAll(kind.subList(0, Math.min(EXAMPLES, kind.size()))));
        return new Effect(products.size(), right.size(), spoiled.size(), wrong.size(), examples);
    }

    /** The new answer; empty where it stays, and where too few leaves are known to tell. */
    private static Optional<Category> after(Rules present, List<Rule> more, Judged one) {
        Category answer = one.ranked().get(0).category();
        if (more.stream().noneMatch(rule -> rule.covers(answer))) {
            return Optional.empty();
        }
        Words words = Words.of(one.product());
        List<Rule> striking = more.stream().filter(rule -> rule.strikes(words)).toList();
        if (striking.stream().noneMatch(rule -> rule.covers(answer))) {
            return Optional.empty();
        }
        return one.ranked().stream()
                .map(Alternative::category)
                .filter(leaf -> striking.stream().noneMatch(rule -> rule.covers(leaf)))
                .filter(leaf -> present.against(leaf, one.product()).isEmpty())
                .findFirst();
    }

    int changed() {
        return wrongToRight + rightToWrong + wrongToWrong;
    }

    /** Products more that are right. */
    int gain() {
        return wrongToRight - rightToWrong;
    }
}
