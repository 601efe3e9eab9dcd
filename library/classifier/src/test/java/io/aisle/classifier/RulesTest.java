package io.aisle.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aisle.contract.Category;
import io.aisle.contract.Product;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RulesTest {
    private static final Category DRESS = new Category(
            "010101",
            List.of(
                    new Category.Node("01", "패션의류"),
                    new Category.Node("0101", "여성의류"),
                    new Category.Node("010101", "원피스")));

    private final Rules rules = Rules.parse("""
            {"rules": [
              {"id": "not-for-children", "category": "0101", "excluded": ["아동", "Kids"]},
              {"id": "only-for-women", "category": "010101", "required": ["여성", "원피스"]}
            ]}""".getBytes(StandardCharsets.UTF_8));

    @Test
    void strikesOutByTheBeginningOfAWord() {
        assertThat(rule("여성 아동복 세트")).contains("not-for-children");
        assertThat(rule("여성 KIDS드레스")).contains("not-for-children");
        assertThat(rule("여성 남아동네옷")).isEmpty();
    }

    @Test
    void readsTheMallsCategoryToo() {
        assertThat(rule("여성 드레스", "유아/아동의류")).contains("not-for-children");
    }

    @Test
    void wantsOneOfTheRequiredWords() {
        assertThat(rule("드레스")).contains("only-for-women");
        assertThat(rule("원피스 드레스")).isEmpty();
    }

    @Test
    void speaksOnlyOfItsOwnCategory() {
        Category other = new Category("02", List.of(new Category.Node("02", "잡화")));
        assertThat(rules.against(other, SampleRelease.product("p", "아동복"))).isEmpty();
    }

    @Test
    void mustHaveWords() {
        assertThatThrownBy(() -> new Rule("empty", "01", List.of(), List.of()))
                .isInstanceOf(ModelUnusable.class)
                .hasMessage("rule empty: has neither excluded nor required words");
    }

    private Optional<String> rule(String name, String... mallCategory) {
        Product product = new Product(
                "1.0",
                "p",
                1,
                name,
                null,
                List.of(mallCategory),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                false);
        return rules.against(DRESS, product).map(Rule::id);
    }
}
