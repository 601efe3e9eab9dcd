package io.aisle.training.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    private final Table table =
            new Table(List.of("name", "share"), List.of(List.of("a < b", "9.5 %"), List.of("c", "10.5 %")));

    @Test
    void putsNumbersToTheRightAndWordsToTheLeft() {
        assertThat(table).hasToString("""
                | name  |  share |
                | ----- | -----: |
                | a < b |  9.5 % |
                | c     | 10.5 % |
                """);
    }

    @Test
    void isHtmlToo() {
        assertThat(table.html()).contains("<td class=\"text\">a &lt; b</td><td>9.5 %</td>");
    }
}
