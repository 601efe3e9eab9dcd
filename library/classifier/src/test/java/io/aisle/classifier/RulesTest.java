package io.aisle.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisle.contract.Category;
import io.aisle.contract.Codec;
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
    void speaksOfNodesByIdByPathOfNamesOrByPattern() {
        assertThat(covers("0101")).isTrue();
        assertThat(covers("패션의류 > 여성의류")).isTrue();
        assertThat(covers("* > 여성*")).isTrue();
        assertThat(covers("여성의류")).isFalse();
        assertThat(covers("* > 남성*")).isFalse();
        assertThat(covers("01.1*")).isFalse();
    }

    @Test
    void isRefusedWhenItCannotDoWhatItSays() {
        assertThat(refusal("{'id': 'empty', 'category': '01'}"))
                .isEqualTo("rule empty: has neither excluded nor required words");
        assertThat(refusal("{'id': 'two', 'category': '01', 'excluded': ['kids wear', '']}"))
                .contains("rule two: keyword \"kids wear\" is not one word", "rule two: keyword \"\" is not one word");
        assertThat(
                        refusal(
                                "{'id': 'a', 'category': '01', 'excluded': ['x']}, {'id': 'a', 'category': '02', 'excluded': ['x']}"))
                .isEqualTo("rule a: another rule has this id");
        assertThat(refusal("{'id': 7}")).startsWith("rules: cannot be read, rules[0].id");
    }

    @Test
    void isRefusedWhenItFailsItsOwnExamples() {
        String rule = "{'id': 'r', 'category': '01', 'excluded': ['아동'], 'accepts': ['%s'], 'refuses': ['%s']}";
        assertThat(refusal(rule.formatted("여성 원피스", "아동복"))).isEmpty();
        assertThat(refusal(rule.formatted("여아 아동복", "아동복")))
                .isEqualTo("rule r: strikes \"여아 아동복\", which it must accept");
        assertThat(refusal(rule.formatted("여성 원피스", "남아동네옷")))
                .isEqualTo("rule r: leaves \"남아동네옷\" alone, which it must refuse");
    }

    @Test
    void countsItsVersions() {
        assertThat(rules.version()).isZero();
        Rules next = rules.with(List.of(new Rule("new", "01", List.of("x"), List.of(), List.of(), List.of())));
        assertThat(Rules.parse(Codec.encode(next))).isEqualTo(next);
        assertThat(next.version()).isEqualTo(1);
        assertThat(next.rules()).hasSize(3);
    }

    private static boolean covers(String category) {
        return new Rule("r", category, List.of("x"), List.of(), List.of(), List.of()).covers(DRESS);
    }

    /** Why these rules are refused; empty when they are not. */
    private static String refusal(String rules) {
        byte[] json = ("{'rules': [" + rules + "]}").replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        try {
            Rules.parse(json);
            return "";
        } catch (ModelUnusable e) {
            return String.valueOf(e.getMessage());
        }
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
