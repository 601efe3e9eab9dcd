package io.aisle.catalogue;

import static io.aisle.contract.Classification.Modality.BRAND;
import static io.aisle.contract.Classification.Modality.IMAGE;
import static io.aisle.contract.Classification.Modality.MALL_CATEGORY;
import static io.aisle.contract.Classification.Modality.NAME;

import io.aisle.contract.Classification.Modality;
import io.aisle.contract.Product;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The famous cases of NAVER's talk (DEVIEW 2019), literally. */
final class NamedCases {
    private static final String GALAXY = "갤럭시 정품 국내배송 블랙 사은품증정";
    private static final String ONE_PIECE = "원피스 인기 신상 선착순 한정수량";
    private static final String ROD = "낚시대 초특가 베스트 고급 1+1";
    private static final String T_SHIRT = "반팔티셔츠 여름신상 추천 화이트";

    static final Set<String> TITLES = Set.of(GALAXY, ONE_PIECE, ROD, T_SHIRT);

    private final SampleCatalogue catalogue;

    private NamedCases(SampleCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    static List<NamedCase> of(SampleCatalogue catalogue) {
        NamedCases cases = new NamedCases(catalogue);
        return List.of(
                cases.of(
                        1,
                        GALAXY,
                        "modu",
                        List.of("모바일", "자급제폰"),
                        "삼성",
                        "030101",
                        "phone",
                        Set.of(NAME, BRAND, IMAGE),
                        "A 갤럭시 by 삼성 with a screen in its picture is a phone."),
                cases.of(
                        2,
                        GALAXY,
                        "modu",
                        List.of("장난감", "로봇완구"),
                        null,
                        "04010101",
                        "robot",
                        Set.of(NAME, MALL_CATEGORY, IMAGE),
                        "A 갤럭시 with arms and legs among the toys is a robot."),
                cases.of(
                        3,
                        GALAXY,
                        "trend24",
                        List.of("Shoes", "Running"),
                        "아식스",
                        "050201",
                        "sneaker",
                        Set.of(NAME, MALL_CATEGORY, IMAGE),
                        "A 갤럭시 with laces and a sole is a running shoe."),
                cases.of(
                        4,
                        ROD,
                        "sijang",
                        List.of("용품", "일반"),
                        null,
                        "05010101",
                        "pole",
                        Set.of(NAME, IMAGE),
                        "The mall says only 용품>일반; the name says a rod, and no reel in the picture says fresh water."),
                cases.of(
                        5,
                        ONE_PIECE,
                        "haneul",
                        List.of("패션의류", "여성의류", "원피스"),
                        "로엠",
                        "010101",
                        "dress",
                        Set.of(MALL_CATEGORY, IMAGE),
                        "A 원피스 with a skirt in its picture is a dress."),
                cases.of(
                        6,
                        ONE_PIECE,
                        "modu",
                        List.of("취미", "피규어"),
                        "반프레스토",
                        "04010102",
                        "figure",
                        Set.of(MALL_CATEGORY, BRAND, IMAGE),
                        "A 원피스 from a maker of figures is the animation One Piece."),
                cases.of(
                        7,
                        T_SHIRT,
                        "modu",
                        List.of("애견용품", "의류/악세사리"),
                        null,
                        "06010101",
                        "dogshirt",
                        Set.of(NAME, MALL_CATEGORY, IMAGE),
                        "A 반팔티셔츠 that a dog wears is not for men or women."));
    }

    @SuppressWarnings("NullAway") // it does not see the annotation on a record's array component
    private NamedCase of(
            int number,
            String title,
            String mall,
            List<String> filed,
            @Nullable String brand,
            String leaf,
            String shape,
            Set<Modality> deciding,
            String story) {
        Product product = new Product(
                Product.SCHEMA_VERSION,
                "named-" + number,
                1,
                title,
                mall,
                filed,
                brand,
                null,
                null,
                null,
                BigDecimal.valueOf(19_900),
                null,
                catalogue.picture(shape, Dice.of(2019, number)),
                Instant.parse("2019-10-28T00:00:00Z"),
                false);
        return new NamedCase(product, catalogue.leaf(leaf).category(), deciding, story);
    }
}
