package io.aisle.classify.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.aisle.classifier.ModelRelease;
import io.aisle.classifier.ModelUnusable;
import io.aisle.classifier.Pair;
import io.aisle.classifier.Result;
import io.aisle.classifier.engine.InferenceFailed;
import io.aisle.classifier.registry.ModelRegistry;
import io.aisle.classifier.registry.ReleaseId;
import io.aisle.classifier.registry.Serving;
import io.aisle.classify.Releases;
import io.aisle.contract.Classification;
import io.aisle.contract.Classification.Modality;
import io.aisle.contract.Codec;
import io.aisle.contract.ImageFeatures;
import io.aisle.contract.Product;
import io.aisle.contract.TextFeatures;
import io.aisle.features.image.ImageFeatureExtractor;
import io.aisle.features.text.ProductAnalyzer;
import io.aisle.features.text.TextFeatureExtractor;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With real releases, and a real ONNX Runtime. */
class ServingModelsTest {
    private static final ReleaseId A = ReleaseId.parse("fashion/1");
    private static final ReleaseId B = ReleaseId.parse("fashion/2");
    private static final Duration NEVER = Duration.ofHours(1);
    private static final ProductAnalyzer ANALYZER = new ProductAnalyzer();

    @TempDir
    private static Path root;

    private static ModelRegistry registry;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<WatchedEngine> engines = new CopyOnWriteArrayList<>();
    private ServingModels models;

    @BeforeAll
    static void fill() throws IOException {
        registry = new ModelRegistry(root);
        Releases.copy(registry, A);
        Releases.withOtherVocabulary(registry, B);
        Releases.corrupt(registry, ReleaseId.parse("fashion/3"));
        Releases.withWrongGoldenAnswers(registry, ReleaseId.parse("fashion/4"));
        Releases.withForeignVocabularyFile(registry, ReleaseId.parse("fashion/5"));
        Releases.copy(registry, ReleaseId.parse("fashion/6"));
        Files.createDirectories(root.resolve("other"));
        Files.move(root.resolve("fashion/6"), root.resolve("other/6"));
    }

    @AfterAll
    static void close() {
        ANALYZER.close();
    }

    @AfterEach
    void stop() throws IOException {
        if (models != null) {
            engines.forEach(WatchedEngine::release);
            models.close();
            assertThat(engines).allMatch(engine -> engine.closed).noneMatch(engine -> engine.closedWhileWorking);
        }
        Files.deleteIfExists(root.resolve(ModelRegistry.SERVING));
    }

    @Test
    void theOwnReleaseAnswersUntilSomethingIsPromoted() {
        open(NEVER);
        assertThat(names(classify("p-1"))).containsExactly("aisle-sample/1");
        serve(Serving.of(A));
        models.reread();
        assertThat(names(classify("p-1"))).containsExactly("fashion/1");
        assertThat(engines.get(0).closed).isTrue();
    }

    @Test
    void noticesAChangeByItself() {
        serve(Serving.of(A));
        open(Duration.ofMillis(50));
        serve(Serving.of(B));
        await().untilAsserted(() -> assertThat(names(classify("p-1"))).containsExactly("fashion/2"));
        assertThat(models.refusals()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "fashion/3, model.onnx is corrupt",
        "fashion/4, its golden answers are not those of engine onnx",
        "fashion/5, its network was trained with vocabulary",
        "fashion/9, is not in",
        "other/6, 'its manifest says fashion/6, and so would all its answers'"
    })
    void anUnusableReleaseChangesNothing(String unusable, String reason) {
        serve(Serving.of(A).tryingOut(new Serving.Canary(B, 1)));
        open(Duration.ofMillis(50));
        ServedModel before = models.stable();
        serve(new Serving(ReleaseId.parse(unusable), A, null, null));
        await().until(() -> !models.refusals().isEmpty());
        assertThat(models.stable()).isSameAs(before);
        assertThat(names(classify("p-1"))).containsExactly("fashion/2");
        assertThat(models.refusals()).singleElement().satisfies(refusal -> assertThat(refusal.reason())
                .contains(reason));
        assertThat(engines.stream().filter(engine -> !engine.closed)).hasSize(2);
        assertThat(refused()).isEqualTo(1);
    }

    @Test
    void triesARefusedReleaseAgainOnlyWhenItIsToldTo() throws Exception {
        ReleaseId late = ReleaseId.parse("late/1");
        serve(Serving.of(A));
        open(Duration.ofMillis(20));
        serve(Serving.of(late));
        await().until(() -> refused() == 1);
        Releases.copy(registry, late);
        await().during(Duration.ofMillis(300)).until(() -> refused() == 1);
        assertThat(models.stable().name()).isEqualTo("fashion/1");
        models.reread();
        assertThat(models.stable().name()).isEqualTo("late/1");
        assertThat(models.refusals()).isEmpty();
    }

    @Test
    void anUnreadableFileChangesNothing() throws IOException {
        serve(Serving.of(A));
        open(NEVER);
        Files.writeString(root.resolve(ModelRegistry.SERVING), "{\"stable\":");
        models.reread();
        assertThat(models.refusals()).singleElement().satisfies(refusal -> assertThat(refusal.reason())
                .contains("serving.json cannot be understood"));
        Files.delete(root.resolve(ModelRegistry.SERVING));
        models.reread();
        assertThat(names(classify("p-1"))).containsExactly("fashion/1");
    }

    @Test
    void thePredecessorAnswersWhenTheStableReleaseIsUnusableAtTheStart() {
        serve(new Serving(ReleaseId.parse("fashion/3"), A, null, null));
        open(NEVER);
        assertThat(names(classify("p-1"))).containsExactly("fashion/1");
        assertThat(new ModelsEndpoint(models).health().getDetails())
                .containsEntry("stable", "fashion/1")
                .hasEntrySatisfying("refused", refused -> assertThat(refused.toString())
                        .contains("stable fashion/3", "model.onnx is corrupt"));
    }

    @Test
    void saysWhyItCannotStart() {
        serve(new Serving(ReleaseId.parse("fashion/3"), ReleaseId.parse("fashion/4"), null, null));
        assertThatThrownBy(() -> open(NEVER))
                .isInstanceOf(ModelUnusable.class)
                .hasMessageContainingAll(
                        "aisle.classify.models: no release can answer",
                        "model.onnx is corrupt",
                        "its golden answers are not those",
                        "./aisle model promote");
        assertThat(engines).allMatch(engine -> engine.closed);
    }

    @Test
    void anUnusableTrialIsLeftOut() {
        serve(Serving.of(A).tryingOut(new Serving.Canary(ReleaseId.parse("fashion/3"), 1)));
        open(NEVER);
        assertThat(names(classify("p-1", "p-2"))).containsOnly("fashion/1");
        assertThat(models.refusals()).hasSize(1);
    }

    @Test
    void readsHalvesThatWereMadeForAnotherRelease() throws IOException {
        serve(Serving.of(B));
        open(NEVER);
        Pair foreign = pair("p-1", Releases.OWN, 96);
        Pair own = pair("p-1", registry.load(B), 64);
        Classification answer = answers(models.classify(List.of(foreign))).get(0);
        Classification expected = answers(models.classify(List.of(own))).get(0);
        assertThat(answer.modalities()).contains(Modality.NAME, Modality.MALL_CATEGORY, Modality.BRAND, Modality.IMAGE);
        assertThat(answer.category()).isEqualTo(expected.category());
        assertThat(answer.heads().get(Classification.Head.NAME).probability())
                .isCloseTo(expected.heads().get(Classification.Head.NAME).probability(), within(1e-5));
        assertThat(answer.confidence()).isCloseTo(expected.confidence(), within(0.05)); // the picture was resized twice
    }

    @Test
    void theCanaryAnswersItsShareAndAProductKeepsItsSide() {
        serve(Serving.of(A).tryingOut(new Serving.Canary(B, 0.25)));
        open(NEVER);
        String[] ids = IntStream.range(0, 400).mapToObj(at -> "p-" + at).toArray(String[]::new);
        List<String> names = names(classify(ids));
        assertThat(IntStream.range(0, 400)).allSatisfy(at -> assertThat(names.get(at))
                .isEqualTo(Lineup.position(ids[at]) < 0.25 ? "fashion/2" : "fashion/1"));
        assertThat(names).filteredOn("fashion/2"::equals).hasSizeBetween(65, 135);
        serve(Serving.of(A).tryingOut(new Serving.Canary(B, 0.5)));
        models.reread();
        List<String> more = names(classify(ids));
        assertThat(IntStream.range(0, 400).filter(at -> names.get(at).equals("fashion/2")))
                .allSatisfy(at -> assertThat(more.get(at)).isEqualTo("fashion/2"));
        assertThat(more).filteredOn("fashion/2"::equals).hasSizeBetween(160, 240);
        assertThat(engines).hasSize(2);
    }

    @Test
    void theStableOneAnswersForACanaryThatFails() {
        serve(Serving.of(A).tryingOut(new Serving.Canary(B, 1)));
        open(NEVER);
        engine("2").broken = true;
        assertThat(names(classify("p-1", "p-2"))).containsOnly("fashion/1");
        assertThat(meters.counter("aisle.classify.canary.failed", "release", "fashion/2")
                        .count())
                .isEqualTo(2);
        engine("1").broken = true;
        assertThatThrownBy(() -> classify("p-1")).isInstanceOf(InferenceFailed.class);
    }

    @Test
    void theStableOneAnswersWhatACanaryRefuses() {
        serve(Serving.of(A).tryingOut(new Serving.Canary(B, 1)));
        open(NEVER);
        Pair whole = pair("p-1");
        TextFeatures text = whole.text();
        TextFeatures withoutWords = new TextFeatures(
                text.product(),
                List.of(),
                text.nameIds(),
                List.of(),
                text.mallIds(),
                text.brandIds(),
                text.vocabulary());
        List<Result> results =
                models.classify(List.of(pair("p-2"), new Pair(withoutWords, whole.image(), null), pair("p-3")));
        assertThat(names(results)).containsExactly("fashion/2", "fashion/1", "fashion/2");
    }

    @Test
    void anEngineIsClosedAfterItsLastBatch() {
        serve(Serving.of(A));
        open(NEVER);
        WatchedEngine old = engine("1");
        old.hold();
        CompletableFuture<List<Result>> inFlight = CompletableFuture.supplyAsync(() -> classify("p-1"));
        await().until(() -> old.working == 1);
        serve(Serving.of(B));
        CompletableFuture<Void> change = CompletableFuture.runAsync(models::reread);
        await().until(() -> models.stable().name().equals("fashion/2"));
        assertThat(names(classify("p-2"))).containsExactly("fashion/2");
        assertThat(old.closed).isFalse();
        assertThat(inFlight).isNotDone();
        old.release();
        assertThat(names(inFlight.join())).containsExactly("fashion/1");
        change.join();
        assertThat(old.closed).isTrue();
        assertThat(old.closedWhileWorking).isFalse();
    }

    @Test
    void theShadowIsComparedAndDelaysNobody() {
        serve(Serving.of(A).shadowedBy(B));
        open(NEVER);
        engine("2").hold();
        for (int at = 0; at < 400; at++) {
            Pair pair = pair("p-" + at);
            List<Result> results = models.classify(List.of(pair));
            assertThat(names(results)).containsExactly("fashion/1");
            models.answered(pair, Codec.encode(answers(results).get(0)));
        }
        double dropped = meters.counter("aisle.classify.shadow.dropped").count();
        assertThat(dropped).isBetween(100.0, 144.0); // 256 wait, and one batch of 4 at most is in its hands
        engine("2").release();
        await().until(() -> compared() + dropped == 400);
        assertThat(meters.find("aisle.classify.answers").tag("role", "shadow").counters())
                .isEmpty();
        assertThat(meters.find("aisle.classify.answers")
                        .tag("release", "fashion/2")
                        .counters())
                .isEmpty();
        assertThat(models.lineup().model(Role.SHADOW).agreement().toString())
                .contains((int) (400 - dropped) + " products");
    }

    private double compared() {
        return meters.find("aisle.classify.shadow.compared").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private double refused() {
        return meters.counter("aisle.classify.models.refused").count();
    }

    private void open(Duration look) {
        models = ServingModels.open(
                release -> {
                    WatchedEngine engine = new WatchedEngine(release);
                    engines.add(engine);
                    return engine;
                },
                meters,
                () -> Releases.OWN,
                root,
                look);
    }

    private WatchedEngine engine(String version) {
        return engines.stream()
                .filter(one -> one.version.equals(version))
                .findFirst()
                .orElseThrow();
    }

    /** As an operator's tool would write it that checks nothing. */
    private static void serve(Serving serving) {
        try {
            Files.write(root.resolve(ModelRegistry.SERVING), Codec.encode(serving));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Result> classify(String... ids) {
        return models.classify(Arrays.stream(ids).map(ServingModelsTest::pair).toList());
    }

    private static List<String> names(List<Result> results) {
        return answers(results).stream()
                .map(answer -> answer.model().name() + "/" + answer.model().version())
                .toList();
    }

    private static List<Classification> answers(List<Result> results) {
        return results.stream()
                .map(result -> ((Result.Classified) result).classification())
                .toList();
    }

    private static Pair pair(String id) {
        return new Pair(
                new TextFeatureExtractor(ANALYZER, Releases.vocabulary(Releases.OWN)).extract(product(id)),
                new ImageFeatures.Unavailable(product(id).key(), ImageFeatures.Reason.NO_PICTURE, "none"),
                null);
    }

    private static Pair pair(String id, ModelRelease release, int size) throws IOException {
        BufferedImage image = new BufferedImage(200, 150, BufferedImage.TYPE_INT_RGB);
        image.createGraphics().fillOval(20, 30, 100, 90);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return new Pair(
                new TextFeatureExtractor(ANALYZER, Releases.vocabulary(release)).extract(product(id)),
                new ImageFeatureExtractor(size).extract(product(id).key(), png.toByteArray()),
                null);
    }

    private static Product product(String id) {
        return new Product(
                null,
                id,
                1,
                "여성 티셔츠 네이비 " + id,
                "mall",
                List.of("패션", "의류"),
                "LG전자",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                false);
    }
}
