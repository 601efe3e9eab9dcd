package io.aisle.catalogue;

import java.util.List;

/**
 * A shop and the way it files its products.
 *
 * @param id the shop
 * @param share its share of all products, in percent
 * @param column the words it uses: a column of {@code leaves.txt}
 * @param vague share of products it does not file properly, 0 to 1
 * @param catchAll where it files those
 * @param prefixes marks its sellers put before a title
 */
record Mall(String id, int share, String column, double vague, List<List<String>> catchAll, List<String> prefixes) {
    static final List<Mall> ALL = List.of(
            new Mall("haneul", 22, "precise", 0.03, at("기타"), List.of("[하늘마켓]", "[공식]", "[무료배송]")),
            new Mall("modu", 20, "own", 0.05, at("기타 > 기타상품"), List.of("【당일발송】", "(모두특가)", "[쿠폰10%]")),
            new Mall("trend24", 15, "english", 0.05, at("Etc"), List.of("[TREND24]", "[SALE]", "NEW)")),
            new Mall("oneday", 18, "coarse", 0.20, at("특가 > 오늘의특가"), List.of("★특가★", "[하루특가]", "【한정】")),
            new Mall("jikgu", 12, "coarse", 0.35, at("해외직구 > 기타"), List.of("[해외직구]", "(관부가세포함)", "[미국정품]")),
            new Mall("sijang", 13, "coarse", 0.85, at("용품 > 일반"), List.of("◆", "♥인기♥", "[도매가]")));

    private static List<List<String>> at(String path) {
        return List.of(List.of(path.split(" > ")), List.of(path.split(" > ")[0]));
    }

    /** A mall by its share. */
    static Mall any(Dice dice) {
        int ticket = dice.whole(1, 100);
        for (Mall mall : ALL) {
            ticket -= mall.share;
            if (ticket <= 0) {
                return mall;
            }
        }
        throw new IllegalStateException("the malls' shares add up to less than 100");
    }

    /** A mall whose own words name the leaf. */
    static Mall precise(Dice dice) {
        return dice.oneOf(ALL.subList(0, 2));
    }

    /** Where this mall files a product of the leaf: 1 to 4 levels in its own words. */
    List<String> files(Leaf leaf, boolean carefully, Dice dice) {
        return !carefully && dice.chance(vague) ? dice.oneOf(catchAll) : leaf.column(column);
    }
}
