package io.aisle.training.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisle.classifier.CategoryTree;
import io.aisle.contract.Classification.Head;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FitTest {
    private final CategoryTree tree =
            new CategoryTree(List.of(Answers.category("A > B"), Answers.category("A > C"), Answers.category("D")));

    @Test
    void namesWhatOnlyOneOfThemHas() {
        Fit fit = Fit.of(
                tree,
                List.of(
                        Answers.judged("x", "A > B", List.of(1.0), Map.of(Head.NAME, "D"), "D"),
                        Answers.judged("y", "A", "D"),
                        Answers.judged("z", "X > Y > Z", "D"),
                        Answers.judged("z", "X > Y > Z", "D")));
        assertThat(fit.unknown()).isEqualTo(Map.of("A", 1, "X > Y > Z", 2));
        assertThat(fit.productsOfUnknownClasses()).isEqualTo(3);
        assertThat(fit.inner()).containsExactly("A");
        assertThat(fit.unseen()).containsExactly("A > C", "D");
        assertThat(fit.hasSameDepths()).isFalse();
        assertThat(fit.missing()).isEqualTo(Map.of(Head.NAME, 3, Head.MALL_CATEGORY, 4, Head.IMAGE, 4));
        assertThat(fit.repeated()).isZero();
    }

    @Test
    void findsNothingToSayWhereTheyFit() {
        Judged one = Answers.judged("x", "A > B", "A > B");
        Fit fit = Fit.of(tree, List.of(one, one, Answers.judged("y", "D", "D"), Answers.judged("y", "A > C", "D")));
        assertThat(fit.unknown()).isEmpty();
        assertThat(fit.unseen()).isEmpty();
        assertThat(fit.hasSameDepths()).isTrue();
        assertThat(fit.repeated()).isEqualTo(1);
    }
}
