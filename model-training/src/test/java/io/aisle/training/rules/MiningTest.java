package io.aisle.training.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisle.classifier.Rule;
import io.aisle.classifier.Rules;
import io.aisle.training.measure.Answers;
import io.aisle.training.measure.Judged;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MiningTest {
    private static final Mining MINING = new Mining(Rules.NONE, 1);

    @Test
    void findsTheWordThatTellsErrorsFromRightAnswers() {
        List<Proposal> proposals = MINING.proposals(phonesAndCases(), 20);
        assertThat(proposals).hasSize(1);
        Proposal only = proposals.get(0);
        assertThat(only.rule().category()).isEqualTo("Phones");
        assertThat(only.rule().excluded()).containsExactly("case");
        assertThat(only.instead()).isEqualTo("Cases");
        assertThat(only.rule().refuses()).isNotEmpty().allMatch(name -> name.contains("case"));
        assertThat(only.rule().accepts()).isNotEmpty().noneMatch(name -> name.contains("case"));
        assertThat(only.rule().problems()).isEmpty();
    }

    @Test
    void showsWhatItChangesAboutProductsThatWereNotSearched() {
        Proposal only = MINING.proposals(phonesAndCases(), 20).get(0);
        assertThat(only.mined().products() + only.heldOut().products()).isGreaterThan(40);
        assertThat(only.mined().wrongToRight() + only.heldOut().wrongToRight()).isEqualTo(20);
        assertThat(only.heldOut().wrongToRight()).isBetween(3, 17);
        assertThat(only.heldOut().rightToWrong()).isZero();
        assertThat(only.heldOut().examples()).isNotEmpty();
        assertThat(only.toString()).contains("not Phones when a word begins with case", "mends");
    }

    @Test
    void proposesNothingWhereTheWordIsInRightAnswersToo() {
        List<Judged> products = phonesAndCases();
        for (int number = 0; number < 20; number++) {
            products.add(Answers.judged("phone with case " + letters(number), "Phones", "Phones", "Cases"));
        }
        assertThat(MINING.proposals(products, 20)).isEmpty();
    }

    /** Four errors are mended and nothing is spoiled, but four products are chance. The same title is in one half. */
    @Test
    void proposesNothingFromTooFewProducts() {
        List<Judged> products = new ArrayList<>(phonesAndCases().subList(0, 40));
        for (String word : List.of("charger", "holder", "cable", "film", "strap", "lens")) {
            for (int number = 0; number < 4; number++) {
                products.add(Answers.judged("phone " + word, "Cases", "Phones", "Cases"));
            }
        }
        assertThat(MINING.proposals(products, 20)).isEmpty();
    }

    @Test
    void countsWhatARuleSpoils() {
        Rule rule = new Rule("r", "Phones", List.of("case"), List.of(), List.of(), List.of());
        Effect effect = Effect.of(
                Rules.NONE,
                List.of(rule),
                List.of(
                        Answers.judged("a case", "Cases", "Phones", "Cases"),
                        Answers.judged("phone and case", "Phones", "Phones", "Cases"),
                        Answers.judged("a case", "Toys", "Phones", "Cases"),
                        Answers.judged("a phone", "Phones", "Phones", "Cases"),
                        Answers.judged("a case", "Cases", "Cases", "Phones")));
        assertThat(effect.wrongToRight()).isEqualTo(1);
        assertThat(effect.rightToWrong()).isEqualTo(1);
        assertThat(effect.wrongToWrong()).isEqualTo(1);
        assertThat(effect.changed()).isEqualTo(3);
        assertThat(effect.examples().get(0).name()).isEqualTo("phone and case");
    }

    /** A present rule that strikes out the next best leaf is obeyed. */
    @Test
    void obeysTheRulesThatHoldAlready() {
        Rules present = new Rules(1, List.of(new Rule("p", "Cases", List.of("case"), List.of(), List.of(), List.of())));
        Rule rule = new Rule("r", "Phones", List.of("case"), List.of(), List.of(), List.of());
        Effect effect =
                Effect.of(present, List.of(rule), List.of(Answers.judged("a case", "Toys", "Phones", "Cases", "Toys")));
        assertThat(effect.wrongToRight()).isEqualTo(1);
    }

    /** Forty phones, and twenty cases that the model takes for phones; numbers are no keywords. */
    private static List<Judged> phonesAndCases() {
        List<Judged> products = new ArrayList<>();
        for (int number = 0; number < 40; number++) {
            products.add(Answers.judged("phone " + letters(number), "Phones", "Phones", "Cases"));
        }
        for (int number = 0; number < 20; number++) {
            products.add(Answers.judged("phone case 77 " + letters(number), "Cases", "Phones", "Cases"));
        }
        return products;
    }

    private static String letters(int number) {
        return "model" + (char) ('a' + number % 26) + (char) ('a' + number / 26);
    }
}
