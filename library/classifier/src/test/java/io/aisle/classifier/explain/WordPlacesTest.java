package io.aisle.classifier.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordPlacesTest {
    @Test
    void findsWordsHoweverTheyAreWritten() {
        assertThat(places("[정품] ＬＥＶＩ'S Café 청바지", "정품", "levi's", "café", "청바지"))
                .containsExactly("정품", "ＬＥＶＩ'S", "Café", "청바지");
    }

    /** Each of these signs is eighteen characters, four words, when it is normalised. */
    @Test
    void alignsNoTextThatTakesTooMuchRoom() {
        String[] words = new String[3_000];
        Arrays.fill(words, "صلى");
        assertThat(places("\uFDFA".repeat(1_000), words)).hasSize(3_000).containsOnly("");
    }

    @Test
    void findsNumbersThatLostTheirDigits() {
        assertThat(places("생수 1,500ml x12 20×30cm 3.5L", "생수", "#ml", "x#", "#x#cm", "#l"))
                .containsExactly("생수", "1,500ml", "x12", "20×30cm", "3.5L");
    }

    @Test
    void findsAQuantityWhoseUnitIsSpeltOtherwise() {
        assertThat(places("우유 2리터 5L", "우유", "#l", "#l")).containsExactly("우유", "2리터", "5L");
    }

    @Test
    void takesAnEndingThatAnalysisDropped() {
        assertThat(places("여행을위한 가방", "여행", "가방")).containsExactly("여행을위한", "가방");
    }

    @Test
    void cutsACompoundWhereTheNextWordBegins() {
        assertThat(places("반팔티셔츠", "반팔", "티셔츠")).containsExactly("반팔", "티셔츠");
    }

    /** A word that was changed must not make its neighbours look for theirs too late. */
    @Test
    void givesAWordThatIsNotThereWhatLiesBetweenItsNeighbours() {
        assertThat(places("원목 木製 의자 목제", "원목", "목제", "의자", "목제")).containsExactly("원목", "木製", "의자", "목제");
        assertThat(places("의자", "목제", "의자")).containsExactly("", "의자");
    }

    @Test
    void findsTheSecondOfTwo() {
        assertThat(WordPlaces.of("ab c ab", List.of("ab", "c", "ab")).get(2)).containsExactly(5, 7);
    }

    private static List<String> places(String text, String... words) {
        return WordPlaces.of(text, List.of(words)).stream()
                .map(place -> text.substring(place[0], place[1]))
                .toList();
    }
}
