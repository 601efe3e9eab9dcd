package io.aisle.features.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisle.contract.Codec;
import io.aisle.contract.Product;
import io.aisle.contract.TextFeatures;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class TextFeatureExtractorTest {
    private static final ProductAnalyzer ANALYZER = new ProductAnalyzer();
    private static final Vocabulary VOCABULARY =
            Vocabulary.build(List.of(List.of("반팔", "티셔츠", "강아지", "의류", "b:삼성전자")), 10, 1, 7);

    private final TextFeatureExtractor extractor = new TextFeatureExtractor(ANALYZER, VOCABULARY);

    @AfterAll
    static void close() {
        ANALYZER.close();
    }

    @Test
    void padsNameMallCategoryAndBrands() {
        TextFeatures half = extractor.extract(product("""
                "name": "강아지 반팔티셔츠", "mallCategory": ["애견용품/의류", "강아지"],
                "brand": "(주) 삼성 전자", "mallMaker": "삼성전자", "maker": "-", "image": "AAAA\""""));
        assertThat(half.nameTokens()).containsExactly("강아지", "반팔", "티셔츠");
        assertThat(half.nameIds()).startsWith(id("강아지"), id("반팔"), id("티셔츠"), 0).hasSize(30);
        assertThat(half.mallTokens()).containsExactly("애견", "용품", "의류", "강아지");
        assertThat(half.mallIds().subList(2, 5)).containsExactly(id("의류"), id("강아지"), 0);
        assertThat(half.brandIds()).containsExactly(id("b:삼성전자"), 0, 0, id("b:삼성전자"));
        assertThat(half.vocabulary()).isEqualTo(VOCABULARY.sha256());
        assertThat(half.product().image()).isNull();
    }

    @Test
    void cutsALongNameToThirtyIdsAndKeepsItsWords() {
        TextFeatures half = extractor.extract(product("\"name\": \"" + "티셔츠 ".repeat(45) + "\""));
        assertThat(half.nameTokens()).hasSize(45);
        assertThat(half.nameIds()).isEqualTo(Collections.nCopies(30, id("티셔츠")));
    }

    @Test
    void aHalfCarriesEnoughToBeReadWithAnotherVocabulary() {
        Vocabulary other = Vocabulary.build(List.of(List.of("의류", "티셔츠", "b:삼성전자", "애견", "새말")), 3, 1, 11);
        Product product = product("""
                "name": "%s", "mallCategory": ["애견용품/의류", "강아지"],
                "brand": "(주) 삼성 전자", "mallMaker": "H&M", "maker": "-\"""".formatted("강아지 반팔티셔츠 ".repeat(14)));
        TextFeatures half = extractor.extract(product);
        TextFeatures expected = new TextFeatureExtractor(ANALYZER, other).extract(product);
        assertThat(expected.nameIds()).isNotEqualTo(half.nameIds());
        assertThat(new Reindexing(other).of(half)).isEqualTo(expected);
        assertThat(new Reindexing(VOCABULARY).of(half)).isSameAs(half);
    }

    @Test
    void aHalfWithoutItsWordsStaysAsItIs() {
        TextFeatures half = extractor.extract(product("\"name\": \"강아지 반팔티셔츠\""));
        TextFeatures bare = new TextFeatures(
                half.product(),
                List.of("강아지"),
                half.nameIds(),
                half.mallTokens(),
                half.mallIds(),
                half.brandIds(),
                half.vocabulary());
        assertThat(new Reindexing(Vocabulary.build(List.of(List.of("강아지")), 1, 1, 3)).of(bare))
                .isSameAs(bare);
    }

    @Test
    void readsNothingOfADeletion() {
        TextFeatures half = extractor.extract(product("\"deleted\": true, \"name\": \"티셔츠\", \"brand\": \"삼성전자\""));
        assertThat(half.nameTokens()).isEmpty();
        assertThat(half.nameIds()).isEqualTo(Collections.nCopies(30, 0));
        assertThat(half.mallIds()).isEqualTo(Collections.nCopies(15, 0));
        assertThat(half.brandIds()).containsExactly(0, 0, 0, 0);
        assertThat(extractor.extract(product("\"deleted\": true")).nameTokens()).isEmpty();
    }

    @Test
    void countsBrandsAmongTheWords() {
        Product product = product("\"name\": \"티셔츠\", \"brand\": \"H&M\"");
        assertThat(ProductWords.of(product, ANALYZER).all()).containsExactly("티셔츠", "b:hm");
    }

    private static int id(String word) {
        return VOCABULARY.id(word);
    }

    private static Product product(String fields) {
        return Codec.product(
                ("{\"productId\": \"p-1\", \"version\": 1, " + fields + "}").getBytes(StandardCharsets.UTF_8));
    }
}
