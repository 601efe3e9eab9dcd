package io.aisle.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class JsonValuesTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void findsTheSameElementsHoweverTheBytesArrive(int chunk) {
        String body = " [ {\"a\":[1,2]} , \"],[\\\"\\\\\" ,[[]],{\"}\":\",\"},7 ] \n";
        assertThat(pieces(body, chunk))
                .containsExactly("1 {\"a\":[1,2]}", "2 \"],[\\\"\\\\\"", "3 [[]]", "4 {\"}\":\",\"}", "5 7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{1}       | 1 {1}",
                "  {1},    | 1 {1},",
                "null      | 1 null",
                "``        | 1 MALFORMED",
                "[]        | ``",
                "[ ]       | ``",
                "[1        | 1 MALFORMED",
                "[1,       | 1 1;2 MALFORMED",
                "[         | 1 MALFORMED",
                "[1,]      | 1 1;2 MALFORMED",
                "[,1]      | 1 MALFORMED;2 1",
                "[1] x     | 1 1;2 MALFORMED",
                "[1] [2]   | 1 1;2 MALFORMED",
                "[}]       | 1 }",
                "[1 2]     | 1 1 2",
                "[1,2,3,4,5,6,7] | 1 1;2 2;3 3;4 4;5 5;6 TOO_LARGE",
            })
    void findsWhatIsThereAndWhatIsNot(String body, String expected) {
        for (int chunk : new int[] {1, 100}) {
            assertThat(String.join(";", pieces(body, chunk))).isEqualTo(expected);
        }
    }

    @Test
    void refusesAnElementThatIsTooLargeAndGoesOn() {
        String large = "{\"a\":\"],[" + "x".repeat(20) + "\"}";
        for (int chunk : new int[] {1, 100}) {
            assertThat(pieces("[" + large + ",2]", chunk)).containsExactly("1 TOO_LARGE", "2 2");
        }
    }

    @Test
    void stopsAtASingleValueThatIsTooLarge() {
        assertThat(pieces("{\"a\":\"" + "x".repeat(20) + "\"}", 3)).containsExactly("1 TOO_LARGE");
    }

    @Test
    void stopsAtABodyThatIsTooLarge() {
        assertThat(pieces("[" + "1111111111,".repeat(4) + "1".repeat(20) + "]", 10))
                .containsExactly("1 1111111111", "2 1111111111", "3 1111111111", "4 1111111111", "5 TOO_LARGE");
        assertThat(pieces(" ".repeat(61), 10)).containsExactly("1 TOO_LARGE");
    }

    private static List<String> pieces(String body, int chunk) {
        return Pieces.of(
                new JsonValues(DataSize.ofBytes(20), DataSize.ofBytes(60), 5, new Allowance(DataSize.ofBytes(60))),
                body,
                chunk);
    }
}
