package io.aisle.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aisle.catalogue.DemoScript;
import io.aisle.catalogue.SampleCatalogue;
import io.aisle.contract.Codec;
import io.aisle.platform.Endpoints;
import io.aisle.platform.LocalPlatform;
import io.aisle.platform.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** An operator's hour, on real servers: each step needs the one before. Three classifiers share the work. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ITOperator {
    private static final Path REPOSITORY = Path.of("..", "..").toAbsolutePath().normalize();
    private static final Path STREAMS = REPOSITORY.resolve("dataflow/streams");
    private static final int INSTANCES = 3;
    private static final int PRODUCTS = 200;

    private static LocalPlatform platform;
    private static Endpoints endpoints;
    private static Dashboard dashboard;
    private static CommandLine aisle;

    @TempDir
    static Path home;

    @BeforeAll
    static void startServers(@TempDir Path profile) {
        platform = LocalPlatform.at(REPOSITORY, home, Settings.standard().withClassifyInstances(INSTANCES));
        endpoints = platform.servers(System.out::println);
        dashboard = new Dashboard(endpoints.dataflow(), profile);
        aisle = new CommandLine(REPOSITORY, home);
    }

    @AfterAll
    static void stopServers() {
        if (dashboard != null) {
            dashboard.close();
        }
        platform.down(System.out::println);
        assertThat(platform.status()).as("nothing is left behind").isEmpty();
    }

    @Test
    @Order(1)
    void importsTheAppsInTheDashboard() throws IOException {
        dashboard.importApps(Files.readString(STREAMS.resolve("apps-local.properties"))
                .replace("${repository}", REPOSITORY.toString()));
        assertThat(dashboard.apps())
                .containsOnly(
                        Map.entry("source-app", "SOURCE"),
                        Map.entry("processor-tokenize", "PROCESSOR"),
                        Map.entry("processor-image", "PROCESSOR"),
                        Map.entry("processor-classify", "PROCESSOR"),
                        Map.entry("sink-mongo", "SINK"),
                        Map.entry("sink-legacy", "SINK"),
                        Map.entry("model-task", "TASK"));
    }

    @Test
    @Order(2)
    void readsWhatEachPropertyDoes() {
        assertThat(dashboard.propertiesOf("processor", "processor-classify"))
                .contains("aisle.classify.engine", "what computes the network: onnx, onnx-int8 or dl4j")
                .contains("aisle.delivery.stall-after");
        assertThat(dashboard.propertiesOf("source", "source-app")).contains("aisle.source.queue");
        assertThat(dashboard.propertiesOf("processor", "processor-image")).contains("aisle.image.");
        assertThat(dashboard.propertiesOf("sink", "sink-mongo")).contains("aisle.mongo.");
        assertThat(dashboard.propertiesOf("task", "model-task")).contains("aisle.task.backbone");
    }

    @Test
    @Order(3)
    void createsAndDeploysTheStreamsInTheDashboard() throws IOException {
        List<String> definitions = lines("streams.txt");
        dashboard.createStreams(String.join("\n", definitions));
        for (String definition : definitions) {
            dashboard.deploy(definition.split(" ")[0], propertiesFor(definition));
        }
        await().atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofSeconds(3))
                .untilAsserted(() ->
                        assertThat(dashboard.streams().values()).hasSize(6).containsOnly("DEPLOYED"));
    }

    @Test
    @Order(4)
    void findsEveryAppHealthy() {
        platform.up(System.out::println); // deploys what is not deployed yet, and waits for health
        assertThat(platform.instances("processor-classify")).hasSize(INSTANCES);
    }

    @Test
    @Order(5)
    void accountsForEveryProductSent(@TempDir Path folder) throws Exception {
        Path script = folder.resolve("script.jsonl");
        DemoScript.of(SampleCatalogue.of(7).withPictures(300, 400), PRODUCTS).write(script);
        CommandLine.Answer sent = aisle.run("send", script.toString());
        assertThat(sent.output()).as("malformed lines are refused by name").contains("422 ");

        Path figures = folder.resolve("figures.json");
        CommandLine.Answer account = aisle.run("account", "--wait", "120s", "--json", figures.toString());
        assertThat(account.exitCode()).as(account.output()).isZero();
        JsonNode json = Codec.tree(Files.readAllBytes(figures));
        assertThat(json.path("accepted").asInt()).isGreaterThan(PRODUCTS);
        assertThat(json.path("lost").asInt(-1)).isZero();
        assertThat(json.path("ghost").asInt(-1)).isZero();
        assertThat(json.path("stored").asInt()).isGreaterThan(PRODUCTS);
    }

    @Test
    @Order(6)
    void sharesTheWorkAmongTheClassifiers() {
        List<Long> shares = platform.instances("processor-classify").stream()
                .map(instance -> Metrics.at(instance.url()).count("aisle.stage.settled", "outcome:emitted"))
                .toList();
        assertThat(shares).hasSize(INSTANCES).allSatisfy(share -> assertThat(share)
                .isPositive());
        long tokenized = Metrics.at(
                        platform.instances("processor-tokenize").get(0).url())
                .count("aisle.stage.settled", "outcome:emitted");
        // An emitted classification settles two deliveries; the demo's duplicates come again and are dropped.
        assertThat(shares.stream().mapToLong(Long::longValue).sum()).isBetween(tokenized, 2 * tokenized);
    }

    @Test
    @Order(7)
    void launchesATrainingAndSeesThatItEndedWell(@TempDir Path folder) throws IOException {
        Path data = Files.writeString(folder.resolve("products.jsonl"), labelledProducts());
        String property = "app.model-task.aisle.task.";
        dashboard.createTask("train", "model-task --aisle.task.command=train");
        dashboard.launch(
                "train",
                String.join(
                        "\n",
                        property + "data=" + data,
                        property + "out=" + folder.resolve("model"),
                        property + "options=--epochs 1 --linear 2 --cache " + folder.resolve("pictures")));
        await().atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofSeconds(3))
                .untilAsserted(() -> assertThat(dashboard.taskExecutions())
                        .singleElement()
                        .asString()
                        .as("name, times and exit code")
                        .matches("1 train 00:.* 0"));
        assertThat(folder.resolve("model/manifest.json")).exists();
    }

    private static String labelledProducts() {
        return IntStream.range(0, 60)
                .mapToObj(number -> number % 2 == 0
                        ? "{\"productId\":\"%d\",\"name\":\"shirt %d\",\"category\":[\"Shop\",\"Shirts\"]}"
                                .formatted(number, number)
                        : "{\"productId\":\"%d\",\"name\":\"kettle %d\",\"category\":[\"Shop\",\"Kettles\"]}"
                                .formatted(number, number))
                .collect(Collectors.joining("\n"));
    }

    private static String propertiesFor(String definition) throws IOException {
        String all = lines("local.properties").stream()
                .filter(line -> line.contains(".*.") || definition.contains(line.split("\\.")[1]))
                .filter(line -> !line.contains(".count="))
                .collect(Collectors.joining("\n"));
        if (definition.contains("source-app")) {
            return all + "\napp.source-app.server.port=" + endpoints.source().getPort();
        }
        return definition.contains("processor-classify")
                ? all + "\ndeployer.processor-classify.count=" + INSTANCES
                        + "\napp.processor-classify.aisle.classify.instances=" + INSTANCES
                : all;
    }

    private static List<String> lines(String file) throws IOException {
        return Files.readAllLines(STREAMS.resolve(file)).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }
}
