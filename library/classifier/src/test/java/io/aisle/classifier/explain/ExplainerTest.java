package io.aisle.classifier.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.aisle.classifier.ModelRelease;
import io.aisle.classifier.Pair;
import io.aisle.classifier.engine.Engine;
import io.aisle.classifier.engine.Engines;
import io.aisle.classifier.explain.Explanation.Field;
import io.aisle.classifier.explain.Explanation.Span;
import io.aisle.classifier.explain.Explanation.Token;
import io.aisle.contract.Classification.Modality;
import io.aisle.contract.Codec;
import io.aisle.contract.ContractViolation;
import io.aisle.contract.ImageFeatures;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExplainerTest {
    @TempDir
    private static Path directory;

    private static ModelRelease release;
    private static Engine engine;
    private static Explainer explainer;

    @BeforeAll
    static void open() throws Exception {
        release = Planted.release(directory);
        engine = Engines.open("onnx", release, 1);
        explainer = new Explainer(release, engine);
    }

    @AfterAll
    static void close() {
        explainer.close();
        engine.close();
    }

    /** Log-odds are linear in the planted logit: 10 for the word and 2 for each of its n-grams, over a temperature of 2. */
    @Test
    void weighsAWordByItsIdAndByItsCharacters() {
        Explanation why = explainer.explain(Planted.pair("c ab", List.of(9, Planted.PLANTED), Planted.none()), null);

        assertThat(why.category()).isEqualTo(release.categories().leaf(Planted.WORDY));
        assertThat(why.tokens()).extracting(Token::word).startsWith("ab", "c");
        // " c ab " begins with 11 n-grams, all there is room for; " ab " has 8 and " c " has 4.
        assertThat(why.tokens().get(0).weight().weight()).isCloseTo(5 + 7, within(1e-3));
        assertThat(why.tokens().get(1).weight().weight()).isCloseTo(3, within(1e-3));
        assertThat(why.tokens().subList(2, 4))
                .extracting(Token::field)
                .containsExactlyInAnyOrder(Field.MALL_CATEGORY, Field.BRAND);
        assertThat(why.tokens().subList(2, 4))
                .allSatisfy(token -> assertThat(token.weight().weight()).isCloseTo(0, within(1e-3)));
        assertThat(why.tokens().get(0).at()).containsExactly(new Span(0, 2, 4));
    }

    @Test
    void takesAWordOutInAllItsPlaces() {
        Explanation why = explainer.explain(
                Planted.pair("ab c ab", List.of(Planted.PLANTED, 9, Planted.PLANTED), Planted.none()), null);
        assertThat(why.tokens()).extracting(Token::word).containsExactlyInAnyOrder("ab", "c", "용품", "아일");
        assertThat(why.tokens().get(0).at()).containsExactly(new Span(0, 0, 2), new Span(0, 5, 7));
        assertThat(why.tokens().get(0).weight().weight()).isCloseTo(2 * 5 + 7, within(1e-3));
    }

    @Test
    void changesTheAnswerWithoutThePlantedWord() throws Exception {
        Pair pair = Planted.pair("a", List.of(Planted.PLANTED), Planted.bright());
        Explanation why = explainer.explain(pair, null);
        Token word = why.tokens().get(0);
        assertThat(why.probability()).isGreaterThan(0.7);
        assertThat(word.word()).isEqualTo("a");
        assertThat(word.weight().probabilityWithout()).isLessThan(0.5);
        Part part = Part.of(pair).get(0);
        Pair less = new Without(pair, List.of(part)).made();
        assertThat(explainer.explain(less, null).category()).isNotEqualTo(why.category());
    }

    @Test
    void weighsEachInputAsAWhole() throws Exception {
        Explanation why = explainer.explain(
                Planted.pair("ab c", List.of(Planted.PLANTED, 9), Planted.bright()),
                release.categories().leaf(Planted.BRIGHT).id());
        Map<Modality, Explanation.Weight> inputs = why.inputs();
        assertThat(inputs).containsOnlyKeys(Modality.values());
        assertThat(inputs.get(Modality.IMAGE).weight()).isPositive();
        assertThat(inputs.get(Modality.NAME).weight()).isNegative();
        assertThat(inputs.get(Modality.BRAND).weight()).isCloseTo(0, within(1e-3));
        assertThat(why.answer().id()).isNotEqualTo(why.category().id());
    }

    @Test
    void pointsToThePlantedPatch() throws Exception {
        Explanation why = explainer.explain(
                Planted.pair("ab", List.of(9), Planted.bright()),
                release.categories().leaf(Planted.BRIGHT).id());
        assertThat(why.heat().grid()).hasSize(3);
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                double expected = row == 2 && column == 2 ? 1 : 0;
                assertThat(why.heat().grid().get(row).get(column)).isCloseTo(expected, within(0.05));
            }
        }
        var overlay = ImageIO.read(new ByteArrayInputStream(why.heat().overlay()));
        var picture = ImageIO.read(new ByteArrayInputStream(why.heat().picture()));
        int last = overlay.getWidth() - 1;
        assertThat(overlay.getRGB(0, 0)).isEqualTo(picture.getRGB(0, 0));
        assertThat(overlay.getRGB(last, last)).isNotEqualTo(picture.getRGB(last, last));
    }

    /** Brightness speaks against every other category. */
    @Test
    void isColdWhereNothingSpeaksForTheCategory() throws Exception {
        Explanation why = explainer.explain(
                Planted.pair("ab", List.of(9), Planted.bright()),
                release.categories().leaf(0).id());
        assertThat(why.heat().grid()).allSatisfy(row -> assertThat(row).containsOnly(0.0));
        assertThat(why.inputs().get(Modality.IMAGE).weight()).isNegative();
    }

    @Test
    void saysTheSameWithBothEngines() throws Exception {
        Pair pair = Planted.pair("ab c", List.of(Planted.PLANTED, 9), Planted.bright());
        try (Engine other = Engines.open("dl4j", release, 1);
                Explainer another = new Explainer(release, other)) {
            Explanation left = explainer.explain(pair, null);
            Explanation right = another.explain(pair, null);
            assertThat(right.model().engine()).isEqualTo("dl4j");
            for (int word = 0; word < left.tokens().size(); word++) {
                assertThat(right.tokens().get(word).weight().weight())
                        .isCloseTo(left.tokens().get(word).weight().weight(), within(1e-3));
            }
        }
    }

    @Test
    void explainsAProductWithoutPictureAndSaysSo() {
        Explanation why = explainer.explain(Planted.pair("ab", List.of(9), Planted.none()), null);
        assertThat(why.heat()).isNull();
        assertThat(why.inputs()).doesNotContainKey(Modality.IMAGE);
        assertThat(why.image().unavailable()).isEqualTo(ImageFeatures.Reason.NO_PICTURE);
    }

    @Test
    void refusesACategoryItDoesNotKnow() {
        assertThatThrownBy(() -> explainer.explain(Planted.pair("ab", List.of(9), Planted.none()), "tulips"))
                .isInstanceOf(ContractViolation.class)
                .hasMessage("category: is tulips, which is none of the 7 leaves of small (p)");
    }

    @Test
    void travelsAsJson() throws Exception {
        Explanation why = explainer.explain(Planted.pair("ab c", List.of(Planted.PLANTED, 9), Planted.bright()), null);
        JsonNode json = JsonMapper.shared().readTree(Codec.encode(why));
        assertThat(json.path("tokens").path(0).path("word").asString()).isEqualTo("ab");
        assertThat(json.path("tokens").path(0).path("at").path(0).path("to").asInt())
                .isEqualTo(2);
        assertThat(json.path("heat").path("grid").size()).isEqualTo(3);
        assertThat(json.path("heat").path("overlay").asString()).startsWith("iVBORw0KGgo");
        assertThat(json.path("model").path("version").asString()).isEqualTo("7");
    }

    @Test
    void readsAsAPage() throws Exception {
        Explanation why = explainer.explain(
                Planted.pair("<b> c", List.of(Planted.PLANTED, 9), Planted.bright()),
                release.categories().leaf(Planted.BRIGHT).id());
        assertThat(ExplanationPage.of(List.of(why), null))
                .contains(
                        ">&lt;b&gt;</mark>",
                        "data:image/png;base64,iVBORw0KGgo",
                        "leaf 3",
                        "what speaks for",
                        "The answer is top 0 &gt; leaf 2")
                .doesNotContain("<b> c");
    }
}
