package io.aisle.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.aisle.classifier.ModelRelease;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code train} and {@code evaluate} as people type them, on data as their authors never saw. */
class ModelTest {
    private static final List<String> WORDS =
            List.of("rouge", "petite", "grande", "été", "coton", "laine", "promo", "neuf", "série", "lot");

    @TempDir
    private Path directory;

    private final StringWriter screen = new StringWriter();

    @Test
    void theScriptHandsOverEveryCommandThereIs() throws IOException {
        var handedOver =
                Pattern.compile("\n  (train(?: \\| \\w+)+)\\)\n").matcher(Files.readString(Path.of("..", "aisle")));
        assertThat(handedOver.find()).isTrue();
        assertThat(Model.commandLine().getSubcommands().keySet())
                .containsExactlyInAnyOrder(handedOver.group(1).split(" \\| "));
    }

    @Test
    void everyCommandSaysWhatItTakes() {
        assertThat(helpless(Model.commandLine())).isEmpty();
    }

    private static List<String> helpless(CommandLine commands) {
        List<String> helpless = new ArrayList<>();
        commands.getSubcommands().forEach((name, command) -> {
            if (command.getCommandSpec().findOption("--help") == null) {
                helpless.add(name);
            }
            helpless.addAll(helpless(command));
        });
        return helpless;
    }

    /** The linear part learns from the data as they are then; what the network is shown is taken back. */
    @Test
    void logitAdjustmentChangesNoAnswerOfANetworkThatLearnedNothing() throws IOException {
        List<String> even = Files.readAllLines(catalogue("train.jsonl", 900, 1));
        Path data = Files.write(
                directory.resolve("train.jsonl"),
                IntStream.range(0, even.size())
                        .filter(at -> even.get(at).contains("\"Livres\"") || at % 12 == 0)
                        .mapToObj(even::get)
                        .toList());
        JsonNode natural = goldenAfterNoEpoch(data, "NATURAL");
        JsonNode adjusted = goldenAfterNoEpoch(data, "LOGIT_ADJUSTED");
        assertThat(natural).hasSameSizeAs(adjusted).isNotEmpty();
        for (int at = 0; at < natural.size(); at++) {
            JsonNode wanted = natural.path(at).path("heads").path("FUSED");
            JsonNode found = adjusted.path(at).path("heads").path("FUSED");
            for (int label = 0; label < wanted.size(); label++) {
                assertThat(found.path(label).asDouble())
                        .isCloseTo(wanted.path(label).asDouble(), within(1e-4));
            }
        }
    }

    private JsonNode goldenAfterNoEpoch(Path data, String sampling) throws IOException {
        Path out = directory.resolve(sampling);
        assertThat(run(
                        "train",
                        "--data",
                        data.toString(),
                        "--out",
                        out.toString(),
                        "--epochs",
                        "0",
                        "--sampling",
                        sampling,
                        "--cache",
                        directory.resolve("pictures").toString()))
                .as(screen.toString())
                .isZero();
        return JsonMapper.shared()
                .readTree(Files.readAllBytes(out.resolve("golden.json")))
                .path("cases");
    }

    @Test
    void learnsAFrenchCatalogueOfUnevenDepthAndReportsOnIt() throws IOException {
        Path data = catalogue("train.jsonl", 600, 1);
        assertThat(run(
                        "train",
                        "--data",
                        data.toString(),
                        "--out",
                        directory.resolve("model").toString(),
                        "--time-limit",
                        "30s",
                        "--epochs",
                        "4",
                        "--cache",
                        directory.resolve("cache").toString()))
                .as(screen.toString())
                .isZero();
        ModelRelease release = ModelRelease.load(directory.resolve("model"));
        assertThat(release.categories().leaves()).hasSize(5);
        assertThat(release.manifest().command())
                .startsWith("train --data train.jsonl")
                .doesNotContain("/");

        Path unseen = catalogue("test.jsonl", 100, 2);
        Files.writeString(unseen, Files.readString(unseen) + """
                        {"name":"fauteuil inconnu","category":["Maison","Meubles","Fauteuils"]}
                        {"category":["Mode","Chaussures"]}
                        {"name":"sans catégorie"}
                        """);
        assertThat(run(
                        "evaluate",
                        "--model",
                        directory.resolve("model").toString(),
                        "--data",
                        unseen.toString(),
                        "--against",
                        directory.resolve("model").toString(),
                        "--report",
                        directory.resolve("report").toString()))
                .as(screen.toString())
                .isZero();
        JsonNode report = JsonMapper.shared().readTree(Files.readString(directory.resolve("report/report.json")));
        assertThat(report.path("products").asInt()).isEqualTo(102);
        assertThat(report.path("classes").asInt()).isEqualTo(5);
        assertThat(report.path("productsOfUnknownClasses").asInt()).isEqualTo(1);
        assertThat(report.path("name").path("products").asInt()).isEqualTo(101);
        assertThat(report.path("image").path("products").asInt()).isZero();
        assertThat(report.path("final").path("accuracy").path("leaf").asDouble())
                .isGreaterThan(0.9);
        assertThat(report.path("final").path("accuracy").path("level1").asDouble())
                .isGreaterThan(0.9);
        assertThat(report.path("final").path("macroF1").path("leaf").asDouble()).isBetween(0.5, 1.0);
        assertThat(report.path("final").path("calibrationError").asDouble()).isBetween(0.0, 0.3);
        assertThat(report.path("productsPerSecond").asDouble()).isPositive();
        assertThat(report.path("against").path("onlyThisRight").asInt()).isZero();
        assertThat(directory.resolve("report/reliability.png")).isNotEmptyFile();
        assertThat(directory.resolve("report/learning.png")).isNotEmptyFile();
        assertThat(Files.readString(directory.resolve("report/index.html"))).contains("Chaussures", "reliability.png");
        assertThat(screen.toString()).contains("left out: 1 x category is missing or empty (test.jsonl:103)");
        assertThat(Files.readString(directory.resolve("report/index.html")))
                .contains("1 of 102 products belong to 1 categories that the model does not have")
                .contains("Maison &gt; Meubles &gt; Fauteuils (1)")
                .contains("1 of the model's 5 categories have no product here")
                .contains("No product has a picture that could be read")
                .contains("1 of 102 products are without a name");
        assertThat(report.path("unknownClasses")
                        .path("Maison > Meubles > Fauteuils")
                        .asInt())
                .isEqualTo(1);
        assertThat(report.path("trustedDepth").get(2).path("coverage").asDouble())
                .isBetween(0.5, 1.0);
        assertThat(report.path("against").path("mcNemarProbability").asDouble()).isEqualTo(1);
        assertThat(report.has("picturesMissing")).isFalse();
        rulesAreProposedAcceptedAndChecked();
    }

    /**
     * Casseroles that the data call something else, with a word of its own for each: whichever the model thinks of second,
     * one of the words mends an error.
     */
    private void rulesAreProposedAcceptedAndChecked() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(catalogue("more.jsonl", 100, 3)));
        List<String> labels = List.of("\"Livres\"", "\"Mode\",\"Chaussures\"", "\"Mode\",\"Robes\"", "\"Musique\"");
        for (int product = 0; product < 160; product++) {
            String name = "casserole pour" + "xyzw".charAt(product % 4) + " " + WORDS.get(product % 10) + " "
                    + WORDS.get(product / 16);
            lines.add("{\"name\":\"%s\",\"category\":[%s]}".formatted(name, labels.get(product % 4)));
        }
        String data = Files.write(directory.resolve("more.jsonl"), lines).toString();
        String model = directory.resolve("model").toString();
        String proposals = directory.resolve("proposals.json").toString();
        String rules = directory.resolve("rules.json").toString();
        assertThat(run("rules", "propose", "--model", model, "--data", data, "--out", proposals))
                .as(screen.toString())
                .isZero();
        assertThat(screen.toString()).contains("not Maison > Cuisine > Casseroles when a word begins with pour");
        assertThat(run("rules", "accept", "--rules", rules, "--proposals", proposals, "--ids", "1"))
                .isZero();
        assertThat(run("rules", "check", "--rules", rules, "--model", model)).isZero();
        assertThat(screen.toString()).contains("version 1: 1 rules, every example is right, and the model has every");
        assertThat(run("rules", "accept", "--rules", rules, "--proposals", proposals, "--ids", "9"))
                .isNotZero();
        assertThat(screen.toString()).contains("has no number 9");
        String report = directory.resolve("ruled").toString();
        assertThat(run("evaluate", "--model", model, "--data", data, "--report", report, "--rules", rules))
                .isZero();
        JsonNode ruled = JsonMapper.shared().readTree(Files.readString(directory.resolve("ruled/report.json")));
        assertThat(ruled.path("rulesVersion").asInt()).isEqualTo(1);
        assertThat(ruled.path("final").path("accuracy").path("leaf").asDouble())
                .isGreaterThan(ruled.path("fused").path("accuracy").path("leaf").asDouble());
    }

    @Test
    void refusesRulesThatFailTheirOwnExamplesBeforeItLearns() throws IOException {
        Path rules = Files.writeString(directory.resolve("rules.json"), """
                {"rules": [{"id": "r", "category": "Livres", "excluded": ["casserole"], "accepts": ["Casserole bleue"]}]}""");
        assertThat(run(
                        "train",
                        "--data",
                        catalogue("train.jsonl", 20, 1).toString(),
                        "--out",
                        directory.resolve("model").toString(),
                        "--rules",
                        rules.toString()))
                .isNotZero();
        assertThat(screen.toString()).contains("rule r: strikes \"Casserole bleue\", which it must accept");
        assertThat(directory.resolve("model")).doesNotExist();
    }

    @Test
    void saysThatOneCategoryLeavesNothingToTellApart() throws IOException {
        Path data = Files.writeString(directory.resolve("one.jsonl"), "\ufeff{\"name\":\"a\",\"category\":[\"A\"]}\n");
        String out = directory.resolve("model").toString();
        assertThat(run("train", "--data", data.toString(), "--out", out)).isNotZero();
        assertThat(screen.toString())
                .contains("all products (1) are in one category, A, so there is nothing to tell apart")
                .doesNotContain("\tat ");
    }

    /** A quarter of the labels of one category is wrong: they are found, and written down for people. */
    @Test
    void writesDownWhichLabelsItCorrected() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(catalogue("noisy.jsonl", 800, 2)));
        for (int product = 0; product < lines.size(); product += 16) {
            lines.set(product, lines.get(product).replace("\"Livres\"", "\"Mode\",\"Robes\""));
        }
        lines.replaceAll(line -> line.replace("{", "{\"registeredAt\":\"2026-01-31T08:00:00Z\","));
        Path data = Files.write(directory.resolve("noisy.jsonl"), lines);
        assertThat(run(
                        "train",
                        "--data",
                        data.toString(),
                        "--out",
                        directory.resolve("model").toString(),
                        "--epochs",
                        "1",
                        "--linear",
                        "3",
                        "--piece-buckets",
                        "1024",
                        "--label-noise",
                        "0.2",
                        "--half-life",
                        "180d"))
                .as(screen.toString())
                .isZero();
        List<String> corrections = Files.readAllLines(directory.resolve("model/corrections.jsonl"));
        long right = corrections.stream()
                .map(JsonMapper.shared()::readTree)
                .filter(line -> line.path("name").asString("").contains("roman")
                        && line.path("given").asString("").equals("Mode > Robes")
                        && line.path("corrected").asString("").equals("Livres")
                        && line.path("productId").asInt(1) % 16 == 0
                        && line.path("votes").asInt(0) == 3)
                .count();
        assertThat(right).as("of 50 wrong labels: %s", corrections).isGreaterThan(25);
        assertThat(corrections.size() - right).isLessThan(5);
        assertThat(screen.toString()).contains("label noise 20 %", "corrections.jsonl");
        assertThat(Files.readAllLines(data)).isEqualTo(lines);
    }

    /** Each category keeps its only product to learn from: nothing is left to validate or to test with. */
    @Test
    void learnsFromOneProductOfEachCategory() throws IOException {
        Path data = Files.writeString(directory.resolve("few.jsonl"), """
                {"name":"rouge à lèvres","category":["Beauté"]}
                {"name":"marteau","category":["Outils"]}
                {"name":"vélo","category":["Sport","Cycles"]}
                """);
        assertThat(run(
                        "train",
                        "--data",
                        data.toString(),
                        "--out",
                        directory.resolve("model").toString()))
                .as(screen.toString())
                .isZero();
        assertThat(ModelRelease.load(directory.resolve("model")).categories().leaves())
                .hasSize(3);
    }

    @Test
    void saysThatDataWithoutALabelledProductTeachNothing() throws IOException {
        Path data = Files.writeString(directory.resolve("empty.jsonl"), "{\"name\":\"no label\"}\n");
        assertThat(run(
                        "train",
                        "--data",
                        data.toString(),
                        "--out",
                        directory.resolve("model").toString()))
                .isNotZero();
        assertThat(screen.toString()).contains("holds no labelled product").doesNotContain("\tat ");
    }

    /** Leaves at depth one to three, one of them with a single product; some products say no more than their category. */
    private Path catalogue(String name, int products, int seed) throws IOException {
        List<String> kinds = List.of(
                "\"Livres\"", "\"Mode\",\"Chaussures\"", "\"Mode\",\"Robes\"", "\"Maison\",\"Cuisine\",\"Casseroles\"");
        List<String> nouns = List.of("roman", "bottines", "robe", "casserole");
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>();
        for (int product = 0; product < products; product++) {
            int kind = product % 4;
            String words = WORDS.get(random.nextInt(10)) + " " + nouns.get(kind) + " " + WORDS.get(random.nextInt(10))
                    + " " + random.nextInt(1_000);
            lines.add("{\"productId\":\"%d\",\"name\":\"%s\",\"category\":[%s]}"
                    .formatted(product, words, kinds.get(kind)));
        }
        if (seed == 1) {
            lines.add("{\"productId\":\"rare\",\"name\":\"violon\",\"category\":[\"Musique\"]}");
        }
        return Files.write(directory.resolve(name), lines);
    }

    private int run(String... arguments) {
        return Model.commandLine()
                .setOut(new PrintWriter(screen, true))
                .setErr(new PrintWriter(screen, true))
                .execute(arguments);
    }
}
