package io.aisle.faultpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ArgumentsTest {
    @ParameterizedTest
    @EnumSource
    void knowsEveryPointByItsWord(HaltPoint point) {
        assertThat(Arguments.parse("halt=" + point.word() + ",pass=12"))
                .isEqualTo(new Arguments(point, 12, null, false));
    }

    @ParameterizedTest
    @EnumSource
    void knowsEveryMutantByItsWord(Mutant mutant) {
        assertThat(Arguments.parse("mutant=" + mutant.word())).isEqualTo(new Arguments(null, 1, mutant, false));
    }

    @Test
    void takesSeveralFaultsAtOnce() {
        Arguments all = Arguments.parse("poison=on,mutant=half-dropped,halt=after-write");
        assertThat(all).isEqualTo(new Arguments(HaltPoint.AFTER_WRITE, 1, Mutant.HALF_DROPPED, true));
        assertThat(all.weavings()).containsOnlyKeys("after-write", "half-dropped", "poison");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', nullValues = "null", textBlock = """
            null                           | nothing to do
            ""                             | nothing to do
            halt                           | 'halt' is none of
            hold=before-write              | 'hold=before-write' is none of
            halt=before-write,             | '' is none of
            halt=before-lunch              | before-publish, after-publish, after-confirm
            mutant=dead-letter-eaten       | acknowledge-first, no-version-guard
            halt=before-write,halt=x       | given twice
            halt=before-write,pass=0       | from 1, not 0
            halt=before-write,pass=-1      | from 1, not -1
            halt=before-write,pass=2000000000 | from 1, not 2000000000
            mutant=half-dropped,pass=2     | of which point
            poison=off                     | can only be on
            """)
    void refusesWhatItDoesNotUnderstand(String text, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arguments.parse(text))
                .withMessageContaining(why);
    }
}
