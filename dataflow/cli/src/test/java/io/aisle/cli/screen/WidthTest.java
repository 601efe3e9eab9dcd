package io.aisle.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WidthTest {
    @Test
    void koreanTakesTwoColumnsAndLatinOne() {
        assertThat(Width.of("원피스")).isEqualTo(6);
        assertThat(Width.of("iPhone 15")).isEqualTo(9);
        assertThat(Width.of("갤럭시 S24")).isEqualTo(10);
        assertThat(Width.of("日本ｶﾅ")).isEqualTo(6);
    }

    @Test
    void whatTakesNoColumnIsNotCounted() {
        assertThat(Width.of("e\u0301")).isEqualTo(1);
        assertThat(Width.of("\u1112\u1161\u11ab")).as("한 as conjoining letters").isEqualTo(2);
        assertThat(Width.of("a\u200bb")).isEqualTo(2);
    }

    @Test
    void cutsAtAWholeCharacter() {
        assertThat(Width.cut("원피스 인기", 6)).isEqualTo("원피…");
        assertThat(Width.cut("원피스", 6)).isEqualTo("원피스");
        assertThat(Width.fit("원피스 인기", 6)).isEqualTo("원피… ");
        assertThat(Width.fit("ab", 4)).isEqualTo("ab  ");
    }
}
