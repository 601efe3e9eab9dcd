package io.aisle.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisle.classifier.ModelRelease;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
    void learnsAFrenchCatalogueOfUnevenDepthAndReportsOnIt() throws IOException {
        Path data = catalogue("train.jsonl", 600, 1);
        assertThat(run(
                        "train",
                        "--data",
                        data.toString(),
                        "--out",
                        directory.resolve("model").toString(),
                        "--time-limit",
                        "40s",
                        "--epochs",
                        "8",
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
        assertThat(screen.toString()).contains("left out: 1 x category");
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
