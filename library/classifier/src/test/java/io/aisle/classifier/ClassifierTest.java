package io.aisle.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.aisle.classifier.engine.Engine;
import io.aisle.classifier.engine.Engines;
import io.aisle.contract.Classification;
import io.aisle.contract.Classification.Alternative;
import io.aisle.contract.Classification.Head;
import io.aisle.contract.Classification.Modality;
import io.aisle.contract.Classification.ModelStamp;
import io.aisle.contract.ImageFeatures;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifierTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private static Path directory;

    private static Engine engine;
    private static Classifier classifier;

    @BeforeAll
    static void load() throws Exception {
        SampleRelease.write(directory, """
                {"rules": [{"id": "odd", "category": "01", "excluded": ["갑"]},
                           {"id": "even", "category": "00", "excluded": ["을"]}]}""");
        ModelRelease release = ModelRelease.load(directory);
        engine = Engines.open("onnx", release, 1);
        classifier = Classifier.load(release, engine, NOON);
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @Test
    void saysEverythingAReaderWants() throws Exception {
        Classification answer = answer(SampleRelease.pair("p", "상자", SampleRelease.picture("p", SampleRelease.SIZE)));
        assertThat(answer.product().productId()).isEqualTo("p");
        assertThat(answer.version()).isEqualTo(3);
        assertThat(answer.model()).isEqualTo(new ModelStamp("small", "7", "onnx", "fp32"));
        assertThat(answer.modalities())
                .containsExactlyInAnyOrder(Modality.NAME, Modality.MALL_CATEGORY, Modality.IMAGE);
        assertThat(answer.heads()).containsOnlyKeys(Head.values());
        assertThat(answer.rule()).isNull();
        assertThat(answer.image().sha256()).isEqualTo("a".repeat(64));
        assertThat(answer.acceptedAt()).isEqualTo(Instant.EPOCH);
        assertThat(answer.classifiedAt()).isEqualTo(NOON.instant());
        assertThat(answer.alternatives()).hasSize(5);
        assertThat(answer.alternatives())
                .isSortedAccordingTo((left, right) -> Double.compare(right.probability(), left.probability()));
        assertThat(answer.confidence())
                .isGreaterThanOrEqualTo(answer.alternatives().get(0).probability());
        assertThat(answer.category().id())
                .isEqualTo(answer.heads().get(Head.FUSED).categoryId());
        assertThat(answer.pathConfidence())
                .hasSize(2)
                .isSortedAccordingTo((upper, lower) -> Double.compare(lower, upper));
        assertThat(answer.pathConfidence().get(0)).isGreaterThan(answer.confidence() + 0.01);
        assertThat(answer.pathConfidence().get(1)).isEqualTo(answer.confidence());
        assertThat(answer.confidence()).isEqualTo(answer.heads().get(Head.FUSED).probability());
    }

    @Test
    void letsAHeadWithoutItsInputBeSilent() {
        Classification answer = answer(SampleRelease.pair("p", "상자", SampleRelease.none("p")));
        assertThat(answer.heads()).containsOnlyKeys(Head.NAME, Head.MALL_CATEGORY, Head.FUSED);
        assertThat(answer.modalities()).doesNotContain(Modality.IMAGE);
        assertThat(answer.image().unavailable()).isEqualTo(ImageFeatures.Reason.NO_PICTURE);
    }

    @Test
    void obeysTheRulesAndSaysSo() {
        Classification free = answer(SampleRelease.pair("p", "상자", SampleRelease.none("p")));
        boolean odd = free.category().id().startsWith("01");
        Classification ruled = answer(SampleRelease.pairOfMall("p", odd ? "갑" : "을"));
        assertThat(ruled.rule()).isEqualTo(odd ? "odd" : "even");
        assertThat(ruled.category().id()).startsWith(odd ? "00" : "01");
        assertThat(ruled.heads()).isEqualTo(free.heads());
        double sum = ruled.confidence()
                + ruled.alternatives().stream()
                        .mapToDouble(Alternative::probability)
                        .sum();
        assertThat(sum).isCloseTo(1, within(1e-6));
    }

    @Test
    void keepsItsAnswerWhenTheRulesLeaveNothing() {
        Classification free = answer(SampleRelease.pair("p", "상자", SampleRelease.none("p")));
        Classification contradicted = answer(SampleRelease.pairOfMall("p", "갑 을"));
        assertThat(contradicted.category()).isEqualTo(free.category());
        assertThat(contradicted.rule()).isNull();
    }

    @Test
    void refusesBadPairsAndAnswersTheirNeighbours() throws Exception {
        Pair good = SampleRelease.pair("good", "상자", SampleRelease.picture("good", SampleRelease.SIZE));
        Pair foreign =
                new Pair(SampleRelease.text("foreign", "상자", "w".repeat(64), 7), SampleRelease.none("foreign"), null);
        Pair beyond = new Pair(
                SampleRelease.text("beyond", "상자", SampleRelease.VOCABULARY, 50), SampleRelease.none("beyond"), null);
        Pair large = SampleRelease.pair("large", "상자", SampleRelease.picture("large", 40));
        Pair broken = SampleRelease.pair(
                "broken",
                "상자",
                new ImageFeatures.Picture(
                        SampleRelease.none("broken").key(), new byte[] {1, 2}, SampleRelease.SIZE, "", ""));

        List<Result> results = classifier.classify(List.of(foreign, beyond, good, large, broken));

        assertThat(refusal(results.get(0)))
                .contains("vocabulary", "w".repeat(64), SampleRelease.VOCABULARY, "(foreign)");
        assertThat(refusal(results.get(1))).isEqualTo("nameIds: holds 50, the vocabulary ends at 50 (beyond)");
        assertThat(refusal(results.get(3))).isEqualTo("jpeg: is 40 x 40 pixels, the model reads 18 x 18 (large)");
        assertThat(refusal(results.get(4))).isEqualTo("jpeg: is not a readable JPEG (broken)");
        Classification alone = answer(good);
        Classification among = ((Result.Classified) results.get(2)).classification();
        assertThat(among.category()).isEqualTo(alone.category());
        assertThat(among.confidence()).isCloseTo(alone.confidence(), within(1e-6));
        assertThat(results)
                .extracting(result -> result.key().productId())
                .containsExactly("foreign", "beyond", "good", "large", "broken");
    }

    @Test
    void hasNothingToSayAboutNothing() {
        assertThat(classifier.classify(List.of())).isEmpty();
    }

    private static String refusal(Result result) {
        return ((Result.Refused) result).violation().getMessage();
    }

    private static Classification answer(Pair pair) {
        return ((Result.Classified) classifier.classify(List.of(pair)).get(0)).classification();
    }
}
