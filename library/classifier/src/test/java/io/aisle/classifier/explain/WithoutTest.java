package io.aisle.classifier.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisle.classifier.Pair;
import io.aisle.classifier.SampleRelease;
import io.aisle.contract.Classification.Modality;
import io.aisle.contract.Product;
import io.aisle.contract.TextFeatures;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class WithoutTest {
    private static final Pair PAIR = pair();

    @Test
    void movesTheLaterWordsUpAndLeavesTheTextWithoutTheWord() {
        TextFeatures text = without("원피스");
        assertThat(text.nameTokens()).containsExactly("롱", "롱");
        assertThat(text.nameIds()).startsWith(3, 3, 0).hasSize(30);
        assertThat(text.product().name()).isEqualTo("롱     롱!");
        assertThat(text.mallIds()).startsWith(8, 9, 0);
    }

    @Test
    void takesAWordOutOfItsLevelOnly() {
        TextFeatures text = without("여성");
        assertThat(text.product().mallCategory()).containsExactly("의류", "  ");
        assertThat(text.mallTokens()).containsExactly("의류");
        assertThat(text.mallIds()).startsWith(8, 0);
    }

    @Test
    void takesABrandOutOfItsColumn() {
        TextFeatures text = without("(주) 아일");
        assertThat(text.brandIds()).containsExactly(0, 6, 0, 0);
        assertThat(text.product().brand()).isBlank();
        assertThat(text.product().maker()).isEqualTo("아일");
    }

    @Test
    void leavesTheSignOfNoNameWhenNothingIsLeft() {
        TextFeatures text =
                new Without(PAIR, Part.input(PAIR, Modality.NAME)).made().text();
        assertThat(text.product().name()).isEqualTo("-");
        assertThat(text.nameIds()).containsOnly(0);
        assertThat(text.product().mallCategory()).containsExactly("의류", "여성");
    }

    private static TextFeatures without(String word) {
        List<Part> parts =
                Part.of(PAIR).stream().filter(part -> part.word().equals(word)).toList();
        assertThat(parts).hasSize(1);
        return new Without(PAIR, parts).made().text();
    }

    private static Pair pair() {
        Product product = new Product(
                null,
                "p",
                3,
                "롱 원피스 롱!",
                null,
                List.of("의류", "여성"),
                "(주) 아일",
                "아일",
                null,
                null,
                null,
                null,
                null,
                null,
                false);
        return new Pair(
                new TextFeatures(
                        product,
                        List.of("롱", "원피스", "롱"),
                        padded(30, 3, 2, 3),
                        List.of("의류", "여성"),
                        padded(15, 8, 9),
                        List.of(5, 6, 0, 0),
                        SampleRelease.VOCABULARY),
                SampleRelease.none("p"),
                null);
    }

    private static List<Integer> padded(int length, Integer... ids) {
        List<Integer> padded = new ArrayList<>(List.of(ids));
        padded.addAll(Collections.nCopies(length - ids.length, 0));
        return padded;
    }
}
