package io.aisle.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.aisle.catalogue.NamedCase;
import io.aisle.catalogue.SampleCatalogue;
import io.aisle.classifier.Classifier;
import io.aisle.classifier.Encoder;
import io.aisle.classifier.GoldenSet;
import io.aisle.classifier.ModelRelease;
import io.aisle.classifier.Pair;
import io.aisle.classifier.Result;
import io.aisle.classifier.engine.Batch;
import io.aisle.classifier.engine.Engine;
import io.aisle.classifier.engine.Engines;
import io.aisle.classifier.engine.Predictions;
import io.aisle.contract.Classification.Head;
import io.aisle.contract.Classification.Modality;
import io.aisle.features.image.ImageFeatureExtractor;
import io.aisle.features.text.ProductAnalyzer;
import io.aisle.features.text.TextFeatureExtractor;
import io.aisle.features.text.Vocabulary;
import java.io.ByteArrayInputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The model that is committed in {@code model-release}. */
class ReleasedModelTest {
    /** Neither training's seed nor the demo's. */
    private static final long UNSEEN = 77;

    private final ModelRelease release = ModelRelease.fromClasspath();
    private final Vocabulary vocabulary =
            Vocabulary.load(new ByteArrayInputStream(release.file(ModelRelease.VOCABULARY)));
    private final int imageSize = release.manifest().imageSize();

    @ParameterizedTest
    @ValueSource(strings = {"onnx", "dl4j"})
    void givesItsGoldenAnswersOnEveryEngine(String name) {
        GoldenSet golden = GoldenSet.parse(release.file(ModelRelease.GOLDEN));
        assertThat(golden.cases()).hasSizeGreaterThanOrEqualTo(32);
        Encoder encoder = Encoder.of(release.manifest());
        try (Engine engine = Engines.open(name, release, 1)) {
            for (GoldenSet.Case expected : golden.cases()) {
                Batch one = Batch.empty(1, imageSize);
                encoder.encode(expected.pair(), one, 0);
                requireGolden(golden, expected, engine.predict(one));
            }
        }
    }

    private void requireGolden(GoldenSet golden, GoldenSet.Case expected, Predictions actual) {
        expected.heads().forEach((head, row) -> assertThat(actual.row(head, 0))
                .as(expected.pair().key() + " " + head)
                .containsExactly(row, within((float) golden.tolerance())));
        int label = Scores.best(actual.row(Head.FUSED, 0));
        assertThat(release.categories().leaf(label).id()).isEqualTo(expected.category());
    }

    @Test
    void fitsItsVocabularyAndItsSizeLimit() {
        assertThat(vocabulary.sha256()).isEqualTo(release.manifest().vocabulary());
        assertThat(vocabulary.size()).isEqualTo(release.manifest().vocabularySize());
        int bytes = release.manifest().files().keySet().stream()
                .mapToInt(name -> release.file(name).length)
                .sum();
        assertThat(bytes).isLessThan(10 << 20);
    }

    @Test
    void knowsProductsOfAnotherSeedBestFromEverythingTogether() {
        SampleCatalogue catalogue = SampleCatalogue.of(UNSEEN).withPictures(200, 300);
        assertThat(catalogue.leaves()).isEqualTo(release.categories().leaves());
        try (ProductAnalyzer analyzer = new ProductAnalyzer();
                Engine engine = Engines.open("onnx", release, 1)) {
            Dataset data =
                    Dataset.of(reader(analyzer).read(catalogue.products(250).toList()), Encoder.of(release.manifest()));
            Scores scores = Scores.of(engine::predict, data, Set.of());
            assertThat(scores.of(Head.FUSED)).isGreaterThan(0.9);
            for (Head alone : List.of(Head.NAME, Head.MALL_CATEGORY, Head.IMAGE)) {
                assertThat(scores.of(Head.FUSED)).as(scores.toString()).isGreaterThan(scores.of(alone));
            }
        }
    }

    @Test
    void knowsTheFamousCases() {
        List<NamedCase> cases = SampleCatalogue.of(UNSEEN).namedCases();
        try (ProductAnalyzer analyzer = new ProductAnalyzer();
                Engine engine = Engines.open("onnx", release, 1)) {
            Classifier classifier = Classifier.load(release, engine);
            List<Pair> pairs = cases.stream()
                    .map(one -> reader(analyzer)
                            .read(one.product(), one.expected().id())
                            .pair())
                    .toList();
            List<Result> results = classifier.classify(pairs);
            for (int at = 0; at < cases.size(); at++) {
                Result.Classified answer = (Result.Classified) results.get(at);
                assertThat(answer.classification().category())
                        .as(cases.get(at).story())
                        .isEqualTo(cases.get(at).expected());
            }
        }
    }

    /** A name that three categories share still has a likeliest one; what counts is that no input alone is as sure. */
    @Test
    void isSurerOfTheFamousCasesFromTheirDecidingInputsThanFromAnySingleOne() {
        List<NamedCase> cases = SampleCatalogue.of(UNSEEN).namedCases();
        try (ProductAnalyzer analyzer = new ProductAnalyzer();
                Engine engine = Engines.open("onnx", release, 1)) {
            for (NamedCase named : cases) {
                Example example =
                        reader(analyzer).read(named.product(), named.expected().id());
                Dataset data = Dataset.of(List.of(example), Encoder.of(release.manifest()));
                float together = probability(engine, data, named.deciding());
                assertThat(together)
                        .as("%s from %s", named.story(), named.deciding())
                        .isGreaterThan(0.75f);
                for (Modality alone : Modality.values()) {
                    assertThat(probability(engine, data, Set.of(alone)))
                            .as("%s from %s alone", named.story(), alone)
                            .isLessThan(together - 0.1f);
                }
            }
        }
    }

    /** Of the right category, from these inputs and no others. */
    private static float probability(Engine engine, Dataset one, Set<Modality> inputs) {
        Set<Modality> missing = EnumSet.allOf(Modality.class);
        missing.removeAll(inputs);
        Batch batch = one.rows(new int[] {0});
        Dataset.drop(batch, 0, missing);
        return engine.predict(batch).row(Head.FUSED, 0)[one.labels()[0]];
    }

    private Examples.Reader reader(ProductAnalyzer analyzer) {
        return new Examples.Reader(
                new TextFeatureExtractor(analyzer, vocabulary),
                new ImageFeatureExtractor(imageSize),
                release.categories().labels());
    }
}
