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

    @Test
    void aLetterOfTheBrokerSpeaksOfTheStoreWhoseQueueItLayIn() {
        assertThat(ofTheBroker("categories.store").endedBy(7L)).contains("stored");
        assertThat(ofTheBroker("features.classify-3").endedBy(7L)).contains("stored");
        assertThat(ofTheBroker("categories.legacy").endedBy(7L)).isEmpty();
        assertThat(ofTheBroker("categories.legacy").endedBy(8L)).isEmpty();
    }

    private static Subject ofTheBroker(String queue) {
        return new Subject("broker", queue, new ProductKey("a", 7));
    }

    private static Subject letter(String stage) {
        return new Subject(stage, null, new ProductKey("a", 7));
    }
}
