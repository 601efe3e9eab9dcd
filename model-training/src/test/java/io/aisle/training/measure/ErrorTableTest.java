package io.aisle.training.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisle.contract.Classification.Head;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ErrorTableTest {
    private final List<Judged> judged = List.of(
            answer("blue shirt", "Shirts", "Shirts", 0.9),
            answer("tunic one", "Shirts", "Tunics", 0.6),
            answer("tunic two", "Shirts", "Tunics", 0.8),
            answer("odd", "Shirts", "Hats", 0.5),
            answer("cap", "Hats", "Shirts", 0.7),
            answer("sock", "Socks", "Socks", 0.9));

    @Test
    void countsTheWrongAnswersOfEachCategoryWithTitles() {
        List<ErrorTable.Row> rows = ErrorTable.of(judged).rows();
        assertThat(rows).extracting(ErrorTable.Row::category).containsExactly("Shirts", "Hats");
        ErrorTable.Row shirts = rows.get(0);
        assertThat(shirts.products()).isEqualTo(4);
        assertThat(shirts.accuracy()).isEqualTo(0.25);
        assertThat(shirts.wrong()).extracting(ErrorTable.WrongAnswer::answer).containsExactly("Tunics", "Hats");
        assertThat(shirts.wrong().get(0).titles()).containsExactly("tunic two", "tunic one");
        assertThat(shirts.wrong().get(0).confidence()).isBetween(0.699, 0.701);
    }

    @Test
    void saysWhichHeadKnewBetter() {
        assertThat(ErrorTable.of(judged).rows().get(0).knewBetter()).isEqualTo(Map.of(Head.NAME, 3));
        assertThat(ErrorTable.of(judged).figures().get(0)).containsEntry("headsThatKnew", Map.of("name", 3));
    }

    /** The name's head always knows shirts. */
    private static Judged answer(String name, String truth, String answer, double confidence) {
        return Answers.judged(
                name, truth, List.of(confidence), Map.of(Head.NAME, "Shirts", Head.FUSED, answer), answer);
    }
}
