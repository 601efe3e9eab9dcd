package io.aisle.training;

import static io.aisle.contract.TextFeatures.MALL_LENGTH;
import static io.aisle.contract.TextFeatures.NAME_LENGTH;
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
import io.aisle.classifier.engine.Inputs;
import io.aisle.classifier.engine.Predictions;
import io.aisle.contract.Classification.Head;
import io.aisle.contract.Classification.Modality;
import io.aisle.features.text.ProductAnalyzer;
import io.aisle.features.text.Vocabulary;
import io.aisle.training.data.Features;
import io.aisle.training.learn.Answers;
import io.aisle.training.measure.Evaluation;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
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

    @ParameterizedTest
    @ValueSource(strings = {"onnx", "dl4j"})
    void givesItsGoldenAnswersOnEveryEngine(String name) {
        GoldenSet golden = GoldenSet.parse(release.file(ModelRelease.GOLDEN));
        assertThat(golden.cases()).hasSizeGreaterThanOrEqualTo(32);
        Encoder encoder = Encoder.of(release);
        try (Engine engine = Engines.open(name, release, 1)) {
            for (GoldenSet.Case expected : golden.cases()) {
                Batch one = Batch.empty(1, release.inputs());
                encoder.encode(expected.pair(), one, 0);
                requireGolden(golden, expected, engine.predict(one));
            }
        }
    }

    private void requireGolden(GoldenSet golden, GoldenSet.Case expected, Predictions actual) {
        expected.heads().forEach((head, row) -> assertThat(actual.row(head, 0))
                .as(expected.pair().key() + " " + head)
                .containsExactly(row, within((float) golden.tolerance())));
        int label = Answers.best(actual.row(Head.FUSED, 0));
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
        try (Engine engine = Engines.open("onnx", release, 1)) {
            Evaluation evaluation = new Evaluation(release, engine);
            evaluation.run(use -> catalogue.products(250).forEach(use));
            double together = evaluation.of(Head.FUSED).leafAccuracy();
            assertThat(together).isGreaterThan(0.9);
            for (Head alone : List.of(Head.NAME, Head.MALL_CATEGORY, Head.IMAGE)) {
                assertThat(together)
                        .as("%s%n%s", alone, evaluation)
                        .isGreaterThan(evaluation.of(alone).leafAccuracy());
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
                    .map(one -> Features.of(release, analyzer).of(one.product()))
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
                Pair pair = Features.of(release, analyzer).of(named.product());
                int label = release.categories().labels().get(named.expected().id());
                float together = probability(engine, pair, label, named.deciding());
                assertThat(together)
                        .as("%s from %s", named.story(), named.deciding())
                        .isGreaterThan(0.75f);
                for (Modality alone : Modality.values()) {
                    assertThat(probability(engine, pair, label, Set.of(alone)))
                            .as("%s from %s alone", named.story(), alone)
                            .isLessThan(together - 0.1f);
                }
            }
        }
    }

    /** Of the right category, from these inputs and no others. */
    private float probability(Engine engine, Pair pair, int label, Set<Modality> inputs) {
        Batch batch = Batch.empty(1, release.inputs());
        Encoder.of(release).encode(pair, batch, 0);
        for (Modality modality : Modality.values()) {
            if (!inputs.contains(modality)) {
                drop(batch, modality);
            }
        }
        return engine.predict(batch).row(Head.FUSED, 0)[label];
    }

    private static void drop(Batch batch, Modality modality) {
        int mall = NAME_LENGTH;
        int brand = NAME_LENGTH + MALL_LENGTH;
        switch (modality) {
            case NAME -> Arrays.fill(batch.ids(), 0, mall, 0);
            case MALL_CATEGORY -> Arrays.fill(batch.ids(), mall, brand, 0);
            case BRAND -> Arrays.fill(batch.ids(), brand, Inputs.WORDS, 0);
            case IMAGE -> Arrays.fill(batch.images(), 0);
        }
    }
}
