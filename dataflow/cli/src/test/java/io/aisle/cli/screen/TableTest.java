package io.aisle.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void columnsLineUpAlsoWithKoreanText() {
        List<String> lines = Table.of("product", "category", "n")
                .row("원피스 인기", "패션의류 > 원피스", 7)
                .row("phone", "모바일", 1234)
                .lines();
        assertThat(lines)
                .containsExactly(
                        "product      category               n",
                        "-------------------------------------",
                        "원피스 인기  패션의류 > 원피스      7",
                        "phone        모바일             1,234");
        assertThat(lines).allSatisfy(line -> assertThat(Width.of(line)).isEqualTo(37));
    }

    @Test
    void aTableWithoutRowsShowsItsHeadings() {
        assertThat(Table.of("a", "b").lines()).containsExactly("a  b", "----");
    }
}
