package io.aisle.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class LinesTest {
    private static final String LONG = "x".repeat(21);

    private final Allowance allowance = new Allowance(DataSize.ofBytes(30));

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
        var lines = new Lines(DataSize.ofBytes(20), allowance);
        assertThat(lines.feed(LONG.getBytes())).hasSize(1);
        assertThat(lines.feed(LONG.getBytes())).isEmpty();
        assertThat(lines.feed("\n{}\n".getBytes())).hasSize(1);
        assertThat(lines.end()).isEmpty();
    }

    @Test
    void keepsNoMoreOfAllBodiesTogetherThanItMay() {
        var one = new Lines(DataSize.ofBytes(20), allowance);
        var other = new Lines(DataSize.ofBytes(20), allowance);
        assertThat(one.feed("x".repeat(20).getBytes())).isEmpty();
        assertThat(other.feed("x".repeat(10).getBytes())).isEmpty();
        assertThat(other.feed("x".getBytes())).singleElement().satisfies(piece -> {
            assertThat(((Piece.Refused) piece).problem()).isEqualTo(Problem.OVERLOADED);
            assertThat(piece.isLast()).isFalse();
        });
        one.close();
        assertThat(one.feed("y".repeat(20).getBytes())).isEmpty();
        assertThat(other.feed(("\n" + "z".repeat(20) + "\n").getBytes()))
                .singleElement()
                .satisfies(piece -> assertThat(((Piece.Text) piece).json())
                        .isEqualTo("z".repeat(20).getBytes()));
        assertThat(allowance.take(30)).as("nothing is kept any more").isTrue();
    }

    @Test
    void aBodyThatEndsInTheMiddleGivesBackWhatItKept() {
        var lines = new Lines(DataSize.ofBytes(20), allowance);
        StepVerifier.create(lines.split(Flux.concat(Flux.just("{1}\n{".getBytes()), Flux.never())))
                .expectNextCount(1)
                .then(() -> assertThat(allowance.take(30)).isFalse())
                .thenCancel()
                .verify();
        assertThat(allowance.take(30)).isTrue();
    }

    @Test
    void namesTheLineAtWhichTheSenderFellSilent() {
        var lines = new Lines(DataSize.ofBytes(20), allowance);
        lines.feed("{}\n{".getBytes());
        assertThat(lines.stopped().line()).isEqualTo(2);
        assertThat(lines.stopped().isLast()).isTrue();
    }

    private java.util.List<String> pieces(String body, int chunk) {
        return Pieces.of(new Lines(DataSize.ofBytes(20), allowance), body, chunk);
    }
}
