package io.aisle.features.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductAnalyzerTest {
    private static final ProductAnalyzer ANALYZER = new ProductAnalyzer();

    @AfterAll
    static void close() {
        ANALYZER.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # units: the digits go, the unit has one spelling
            500ml                    | #ml
            350㎖                    | #ml
            ５００ｍｌ                  | #ml
            2리터                     | #l
            1,000원                  | #원
            2.4GHz                   | #ghz
            15.6"                    | #인치
            15.6인치                  | #인치
            24개입                    | #개
            36개월                    | #개월
            4인용소파                  | #인용 소파
            3단서랍장                  | #단 서랍장
            100%                     | #퍼센트
            # sizes
            240mm                    | #mm
            XL                       | xl
            3XL                      | 3xl
            M~3XL                    | m~#xl
            44~66                    | ##~##
            25〜30인치                 | ##~##인치
            55사이즈                   | #사이즈
            95                       | ##
            # dimensions and counts
            50x50cm                  | #x#cm
            3.9 x 2.1m               | #x#m
            10×20×30cm               | #x#x#cm
            1/6스케일                  | #/# 스케일
            500ml×20개입               | #ml x#개
            2kgx3                    | #kg x#
            10매X10                   | #매 x#
            1+1                      | 1+1
            # model numbers stay whole
            SM-G998N                 | sm-g998n
            NT950XD                  | nt950xd
            TWS-30                   | tws-30
            S24                      | s24
            KF94 50매                 | kf94 #매
            X8                       | x8
            9S-6HVVD13H6             | 9s-6hvvd13h6
            # Latin words
            T-Shirt                  | t-shirt
            H&M                      | h&m
            Levi’s                   | levi's
            WOMEN > Dresses          | women dresses
            LG전자                    | lg 전자
            USB허브                   | usb 허브
            # Korean
            반팔티셔츠                  | 반팔 티셔츠
            강아지티셔츠                 | 강아지 티셔츠
            낚시대                     | 낚시대
            민물낚시대                  | 민물 낚시대
            로봇청소기                  | 로봇 청소기
            자전거                     | 자전거
            전기자전거                  | 전기 자전거
            갤럭시                     | 갤럭시
            에어맥스                   | 에어 맥스
            강아지의 옷                 | 강아지 옷
            나주배                     | 나주 배
            생활/건강                   | 생활 건강
            韓國                      | 한국
            """)
    void takesTextApart(String text, String words) {
        assertThat(ANALYZER.tokens(text)).containsExactly(words.split(" "));
    }

    @ParameterizedTest
    @CsvSource({"''", "' '", "★★★★★", "🔥❤✨", "ㅋㅋㅎㅎ", "!!/>-~"})
    void findsNoWordsInDecoration(String text) {
        assertThat(ANALYZER.tokens(text)).isEmpty();
    }

    @Test
    void composedAndDecomposedTextAreTheSame() {
        String decomposed = java.text.Normalizer.normalize("갤럭시 티셔츠", java.text.Normalizer.Form.NFD);
        assertThat(decomposed).isNotEqualTo("갤럭시 티셔츠");
        assertThat(ANALYZER.tokens(decomposed)).containsExactly("갤럭시", "티셔츠");
    }

    @Test
    void saysTheSameOnManyThreads() {
        String title = "[무료배송] 삼성 갤럭시 S24 SM-S910N 256GB 자급제폰 반팔티셔츠 500ml×20개입";
        List<String> expected = ANALYZER.tokens(title);
        assertThat(expected).hasSizeGreaterThan(8);
        assertThat(IntStream.range(0, 2_000)
                        .parallel()
                        .mapToObj(i -> ANALYZER.tokens(title))
                        .distinct())
                .containsExactly(expected);
    }

    /** Every regular expression here meets strangers' text: none may backtrack for ever. */
    @ParameterizedTest
    @CsvSource({"1", "1x", "a-", "1.", "가 ", "x1~", "'1,'", "a1-"})
    void endsSoonOnRepetition(String unit) {
        org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                java.time.Duration.ofSeconds(5), () -> ANALYZER.tokens(unit.repeat(1_000 / unit.length())));
    }

    @Test
    void givesWordsWithoutTheSpaceOfNorisDictionary() {
        assertThat(ANALYZER.tokens("블랑 드 런웨이 쿠션"))
                .contains("쿠션")
                .allMatch(word -> word.equals(word.strip()) && !word.isEmpty());
    }

    @Test
    void keepsWordsOfScriptsItKnowsNothingAbout() {
        assertThat(ANALYZER.tokens("Красное ПЛАТЬЕ 42")).containsExactly("красное", "платье", "##");
        assertThat(ANALYZER.tokens("فستان أحمر، ψωμί")).containsExactly("فستان", "أحمر", "ψωμί");
        assertThat(ANALYZER.tokens("लाल साड़ी")).containsExactly("लाल", "साड़ी");
        assertThat(ANALYZER.tokens("ㅋㅋ ㅎㅎ")).isEmpty();
    }
}
