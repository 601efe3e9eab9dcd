package io.aisle.sink.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisle.contract.ProductKey;
import org.junit.jupiter.api.Test;

class SubjectTest {
    @Test
    void theStandingVersionDecidesForEveryStageBeforeTheStore() {
        Subject letter = letter("classify");
        assertThat(letter.endedBy(null)).isEmpty();
        assertThat(letter.endedBy(6L)).isEmpty();
        assertThat(letter.endedBy(7L)).contains("stored");
        assertThat(letter.endedBy(8L)).contains("superseded");
    }

    @Test
    void anotherStoresLetterIsNotDecidedHere() {
        assertThat(letter("legacy").endedBy(7L)).isEmpty();
        assertThat(letter("legacy").endedBy(8L)).isEmpty();
    }

    @Test
    void aLetterOfTheStoreAboutTheVersionItHoldsStaysInSight() {
        assertThat(letter("store").endedBy(7L)).isEmpty();
        assertThat(letter("store").endedBy(8L)).contains("superseded");
    }

    private static Subject letter(String stage) {
        return new Subject(stage, new ProductKey("a", 7));
    }
}
