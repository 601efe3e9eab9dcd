package io.aisle.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.aisle.classifier.Classifier;
import io.aisle.classifier.ModelRelease;
import io.aisle.classifier.Pair;
import io.aisle.classifier.Result;
import io.aisle.classifier.engine.Engine;
import io.aisle.classifier.engine.Engines;
import io.aisle.classifier.registry.ModelRegistry;
import io.aisle.classifier.registry.ReleaseId;
import io.aisle.classifier.registry.Serving;
import io.aisle.contract.Classification;
import io.aisle.contract.Codec;
import io.aisle.features.text.ProductAnalyzer;
import io.aisle.features.text.TextFeatureExtractor;
import io.aisle.platform.Broker;
import io.aisle.tests.delivery.Wire;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Other models take over while products keep coming, with a real RabbitMQ. More products with
 * {@code -Daisle.swap.products=2000} for each of its phases; it prints what it measured.
 */
class ITNewModel {
    private static final int PRODUCTS = Integer.getInteger("aisle.swap.products", 100);
    private static final int A_SECOND = Integer.getInteger("aisle.swap.rate", 100);
    private static final String OWN = "aisle-sample/1";
    private static final String A = "fashion/1";
    private static final String B = "fashion/2";
    private static final String CORRUPT = "fashion/3";
    private static final String WRONG = "fashion/4";
    private static final double SHARE = 0.3;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void everyProductGetsOneAnswerWhateverBecomesOfTheModels(@TempDir Path home) throws Exception {
        ModelRegistry registry = new ModelRegistry(home.resolve("models"));
        try (Broker broker = Broker.start(home.resolve("broker"), line -> {});
                Wire wire = Wire.to(broker.uri());
                ConfigurableApplicationContext app = start(broker, registry);
                ProductTraffic traffic = new ProductTraffic(broker.uri(), "swap-in", "swap-out", A_SECOND)) {
            String dead = wire.listen("dead");
            Releases.copy(registry, ReleaseId.parse(A));
            Releases.withOtherVocabulary(registry, ReleaseId.parse(B));
            Releases.corrupt(registry, ReleaseId.parse(CORRUPT));
            Releases.withWrongGoldenAnswers(registry, ReleaseId.parse(WRONG));

            traffic.phase("nothing promoted", PRODUCTS);
            Serving stable = Serving.of(ReleaseId.parse(A));
            change("taking A", traffic, registry, stable, app, "{\"stable\":{\"release\":\"" + A);
            traffic.phase("stable A", PRODUCTS);
            change(
                    "shadowing B",
                    traffic,
                    registry,
                    stable.shadowedBy(ReleaseId.parse(B)),
                    app,
                    "\"shadow\":{\"release\":\"" + B);
            traffic.phase("shadow B", PRODUCTS);
            Serving trial = stable.tryingOut(new Serving.Canary(ReleaseId.parse(B), SHARE));
            change("trying B", traffic, registry, trial, app, "\"canary\":{\"release\":\"" + B);
            traffic.phase("canary B", PRODUCTS * 3);
            traffic.phaseOfTheSame("canary B", "canary B again");
            Serving promoted = trial.promoted(ReleaseId.parse(B));
            change("promoting B", traffic, registry, promoted, app, "{\"stable\":{\"release\":\"" + B);
            traffic.phase("stable B", PRODUCTS);
            Serving back = promoted.rolledBack();
            change("rolling back", traffic, registry, back, app, "{\"stable\":{\"release\":\"" + A);
            traffic.phase("rolled back to A", PRODUCTS);
            change(
                    "refusing the corrupt",
                    traffic,
                    registry,
                    back.promoted(ReleaseId.parse(CORRUPT)),
                    app,
                    "is corrupt, SHA-256");
            traffic.phase("C corrupt", PRODUCTS);
            change(
                    "refusing the wrong",
                    traffic,
                    registry,
                    back.promoted(ReleaseId.parse(WRONG)),
                    app,
                    "its golden answers are not those");
            traffic.phase("C wrong", PRODUCTS);
            traffic.end();
            System.out.println(traffic.report());

            assertThat(wire.ready(dead)).isZero();
            assertThat(traffic.unanswered()).isEmpty();
            assertThat(traffic.answeredTwice()).isEmpty();
            assertThat(traffic.models()).containsOnly(OWN, A, B);
            assertThat(traffic.models("nothing promoted")).containsOnly(OWN);
            assertThat(List.of("stable A", "shadow B", "rolled back to A", "C corrupt", "C wrong"))
                    .allSatisfy(
                            phase -> assertThat(traffic.models(phase)).as(phase).containsOnly(A));
            assertThat(traffic.models("stable B")).containsOnly(B);
            long tried = traffic.models("canary B").stream().filter(B::equals).count();
            int all = traffic.models("canary B").size();
            assertThat((double) tried).isBetween(all * SHARE - deviations(all), all * SHARE + deviations(all));
            assertThat(traffic.models("canary B again")).isEqualTo(traffic.models("canary B"));
            assertThat(count(app, "aisle.classify.answers", "role", "shadow")).isZero();
            assertThat(count(app, "aisle.classify.shadow.compared", "release", B))
                    .isPositive();
            assertThat(count(app, "aisle.classify.models.refused")).isEqualTo(2);
            requireWhatItSays(registry, B, traffic.answers("stable B"));
            assertThat(get(app, "/actuator/health")).contains("\"refused\"", WRONG, "\"status\":\"UP\"");
            assertThat(get(app, "/actuator/prometheus")).contains("aisle_classify_confidence_bucket{head=\"fused\"");
        }
    }

    private ConfigurableApplicationContext start(Broker broker, ModelRegistry registry) {
        return SpringApplication.run(
                ClassifyApplication.class,
                "--server.port=0",
                "--spring.rabbitmq.addresses=" + broker.uri(),
                "--spring.cloud.stream.bindings.input.destination=swap-in",
                "--spring.cloud.stream.bindings.input.group=classify",
                "--spring.cloud.stream.bindings.output.destination=swap-out",
                "--aisle.classify.models=" + registry.root(),
                "--aisle.classify.models-check=200ms");
    }

    /** As an operator's tool does it, but for its own look at the release; waits for what the endpoint says then. */
    private void change(
            String name,
            ProductTraffic traffic,
            ModelRegistry registry,
            Serving serving,
            ConfigurableApplicationContext app,
            String seen)
            throws Exception {
        traffic.begin(name);
        Path written = Files.write(registry.root().resolve("serving.new"), Codec.encode(serving));
        Files.move(written, registry.root().resolve(ModelRegistry.SERVING), StandardCopyOption.ATOMIC_MOVE);
        await().atMost(Duration.ofMinutes(2))
                .until(() -> get(app, "/actuator/models").contains(seen));
    }

    /** Halves that were made with another vocabulary get the answers of halves that were made with its own. */
    private static void requireWhatItSays(ModelRegistry registry, String id, List<Classification> answers) {
        ModelRelease release = registry.load(ReleaseId.parse(id));
        try (Engine engine = Engines.open("onnx", release, 1);
                ProductAnalyzer analyzer = new ProductAnalyzer()) {
            Classifier classifier = Classifier.load(release, engine);
            var extractor = new TextFeatureExtractor(analyzer, Releases.vocabulary(release));
            for (Classification answer : answers.subList(0, 50)) {
                Pair pair = new Pair(
                        extractor.extract(answer.product()),
                        ProductTraffic.image(answer.product().key()),
                        null);
                Classification own =
                        ((Result.Classified) classifier.classify(List.of(pair)).get(0)).classification();
                assertThat(answer.category()).isEqualTo(own.category());
                assertThat(answer.confidence()).isCloseTo(own.confidence(), within(1e-4));
            }
        }
    }

    private String get(ConfigurableApplicationContext app, String path) throws Exception {
        URI address = URI.create("http://127.0.0.1:" + app.getEnvironment().getProperty("local.server.port") + path);
        return http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static double count(ConfigurableApplicationContext app, String name, String... tags) {
        return app.getBean(MeterRegistry.class).find(name).tags(tags).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    /** Four standard deviations of a binomial count: one run in 16,000 lies outside. */
    private static double deviations(int all) {
        return 4 * Math.sqrt(all * SHARE * (1 - SHARE));
    }
}
