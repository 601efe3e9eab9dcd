package io.aisle.catalogue;

import java.util.ArrayList;
import java.util.List;

/** Titles as sellers write them: brackets, slang, units, repeated and wrong keywords, typing errors. */
final class Title {
    private static final List<String> COLOURS =
            List.of("블랙", "화이트", "베이지", "네이비", "그레이", "핑크", "실버", "카키", "BLACK", "아이보리");
    private static final List<String> GENERIC =
            List.of("신상", "정품", "2024", "인기", "한정수량", "국내배송", "특가", "선물", "추천", "베스트", "고급", "1+1", "신형");
    static final List<String> ANYTHING = List.of("상품", "아이템", "기획상품", "모음", "단품", "신상모음");
    private static final List<String> ENDINGS =
            List.of("모음전", "★★★★★", "무료배송", "택1", "외 다수", "🔥", "❤", "✨", "당일출고", "(리뷰이벤트)", "강추!!", "ㅎㅎ", "/ 사은품");

    private final Dice dice;
    private final List<String> words = new ArrayList<>();

    private Title(Dice dice) {
        this.dice = dice;
    }

    /**
     * A title that names the thing.
     *
     * @param others leaves whose words a careless seller may add, to be found by more searches
     */
    static String clear(Leaf leaf, Mall mall, String brand, List<Leaf> others, Dice dice) {
        Title title = new Title(dice);
        title.maybe(0.35, mall.prefixes());
        if (dice.chance(0.6)) {
            title.words.add(brand);
        }
        title.maybe(0.25, GENERIC);
        title.maybe(0.85, leaf.column("words"));
        title.maybe(0.4, leaf.column("words"));
        title.words.add(dice.oneOf(leaf.column("nouns")));
        title.maybe(0.12, leaf.column("nouns"));
        title.maybe(0.04, dice.oneOf(others).column("nouns"));
        return title.spec(leaf).decorated();
    }

    /** A noun that other leaves use too. */
    static String sharedNoun(Leaf leaf, Dice dice) {
        return dice.oneOf(dice.chance(0.35) ? ANYTHING : leaf.column("shared"));
    }

    /** A title that other leaves could have too: nothing in it but a shared noun and words that fit anything. */
    static String ambiguous(String noun, Mall mall, Dice dice) {
        Title title = new Title(dice);
        title.maybe(0.25, mall.prefixes());
        title.maybe(0.5, GENERIC);
        title.words.add(noun);
        title.maybe(0.7, GENERIC);
        return title.decorated();
    }

    private void maybe(double probability, List<String> choices) {
        if (dice.chance(probability)) {
            words.add(dice.oneOf(choices));
        }
    }

    private Title spec(Leaf leaf) {
        if (dice.chance(0.6)) {
            words.add(dice.oneOf(leaf.column("specs"))
                    .replace("{n}", String.valueOf(dice.whole(1, 9)))
                    .replace("{m}", String.valueOf(dice.whole(10, 99) * 10)));
        }
        return this;
    }

    private String decorated() {
        maybe(0.5, COLOURS);
        maybe(0.25, ENDINGS);
        String title = String.join(" ", words);
        return dice.chance(0.06) ? withTypingError(title) : title;
    }

    /** Two neighbouring characters swapped, or a space left out. */
    private String withTypingError(String title) {
        int at = dice.whole(1, Math.max(1, title.length() - 2));
        if (at + 1 >= title.length() || dice.chance(0.5)) {
            return title.replaceFirst("(?<=\\S) (?=\\S)", "");
        }
        if (Character.isSurrogate(title.charAt(at)) || Character.isSurrogate(title.charAt(at + 1))) {
            return title;
        }
        return title.substring(0, at) + title.charAt(at + 1) + title.charAt(at) + title.substring(at + 2);
    }
}
