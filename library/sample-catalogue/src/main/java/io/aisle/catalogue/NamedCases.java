package io.aisle.catalogue;

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
                        "oneday",
                        List.of("가전/디지털"),
                        null,
                        "030101",
                        "phone",
                        Set.of(NAME, MALL_CATEGORY, IMAGE),
                        "The picture could be a television on its side; a 갤럭시 with a screen is a phone."),
                cases.of(
                        2,
                        GALAXY,
                        "oneday",
                        List.of("유아동"),
                        null,
                        "04010101",
                        "robot",
                        Set.of(NAME, MALL_CATEGORY, IMAGE),
                        "The picture could be an animation figure; a 갤럭시 with arms and legs is a robot."),
                cases.of(
                        3,
                        GALAXY,
                        "oneday",
                        List.of("스포츠"),
                        null,
                        "050201",
                        "sneaker",
                        Set.of(NAME, MALL_CATEGORY, IMAGE),
                        "The picture could be a woman's shoe; a 갤럭시 with laces and a sole is a running shoe."),
                cases.of(
                        4,
                        ROD,
                        "sijang",
                        List.of("용품", "일반"),
                        null,
                        "05010101",
                        "pole",
                        Set.of(NAME, IMAGE),
                        "The mall says only 용품>일반, and the picture could be the pole of a tent; a 낚시대 without a reel is for fresh water."),
                cases.of(
                        5,
                        ONE_PIECE,
                        "jikgu",
                        List.of("해외직구", "기타"),
                        null,
                        "010101",
                        "dress",
                        Set.of(NAME, IMAGE),
                        "The picture could be a long shirt; a 원피스 with a skirt is a dress."),
                cases.of(
                        6,
                        ONE_PIECE,
                        "jikgu",
                        List.of("해외직구", "기타"),
                        null,
                        "04010102",
                        "figure",
                        Set.of(NAME, IMAGE),
                        "The picture could be a toy robot; a 원피스 with arms and legs is the animation One Piece."),
                cases.of(
                        7,
                        T_SHIRT,
                        "oneday",
                        List.of("생활"),
                        null,
                        "06010101",
                        "tshirt",
                        Set.of(NAME, MALL_CATEGORY),
                        "Women, men and dogs wear a 반팔티셔츠 that looks the same; only dogs find theirs in the aisle for the home."));
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
