package io.aisle.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class LinesTest {
    private static final String LONG = "x".repeat(21);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void findsTheSameLinesHoweverTheBytesArrive(int chunk) {
        String body = "{1}\n\n{2}\r\n  \n" + LONG + "\n" + "x".repeat(20) + "\n{3}";
        assertThat(pieces(body, chunk))
                .containsExactly("1 {1}", "3 {2}", "5 TOO_LARGE", "6 " + "x".repeat(20), "7 {3}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", " \r\n\t\n"})
    void findsNothingInABlankBody(String body) {
        assertThat(pieces(body, 1)).isEmpty();
    }

    @Test
    void doesNotWaitForTheEndOfALineThatIsTooLarge() {
        var lines = new Lines(DataSize.ofBytes(20));
        assertThat(lines.feed(LONG.getBytes())).hasSize(1);
        assertThat(lines.feed(LONG.getBytes())).isEmpty();
        assertThat(lines.feed("\n{}\n".getBytes())).hasSize(1);
        assertThat(lines.end()).isEmpty();
    }

    @Test
    void namesTheLineAtWhichTheSenderFellSilent() {
        var lines = new Lines(DataSize.ofBytes(20));
        lines.feed("{}\n{".getBytes());
        assertThat(lines.stopped().line()).isEqualTo(2);
        assertThat(lines.stopped().isLast()).isTrue();
    }

    private static java.util.List<String> pieces(String body, int chunk) {
        return Pieces.of(new Lines(DataSize.ofBytes(20)), body, chunk);
    }
}
