package io.aisle.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code explain} as people type it, about the released sample model. */
class ExplainTest {
    private static final Path MODEL = Path.of("..", "model-release", "src", "main", "resources", "model");

    @TempDir
    private Path directory;

    private final StringWriter screen = new StringWriter();

    @BeforeEach
    void write() throws IOException {
        Files.writeString(directory.resolve("products.jsonl"), """
                {"productId":"dress","name":"여성 롱 원피스 봄신상","mallCategory":["의류","여성"],"category":["x"]}
                {"productId":"mouse","name":"레이저 광마우스 2.4GHz","brand":"로지텍","category":["x"]}
                {"productId":"fridge","name":"삼성 미니냉장고 300L","mallCategory":["가전"],"category":["x"]}
                {"productId":"foreign","name":"fauteuil inconnu","category":["x"]}
                {"productId":"nameless","category":["x"]}
                """);
    }

    @Test
    void explainsOneProduct() throws IOException {
        Path json = directory.resolve("why.json");
        assertThat(run("--product", "dress", "--json", json.toString(), "--report", directory.toString()))
                .as(screen.toString())
                .isZero();
        assertThat(screen.toString()).contains("all of name", "원피스 (name)", "all of mall category");
        JsonNode why = JsonMapper.shared().readTree(Files.readAllBytes(json)).path("explanations");
        assertThat(why.size()).isEqualTo(1);
        assertThat(why.path(0).path("tokens").path(0).path("word").asString()).isEqualTo("원피스");
        assertThat(Files.readString(directory.resolve("index.html"))).contains("원피스", "without");
    }

    @Test
    void explainsAnotherCategoryThanTheAnswer() {
        assertThat(run("--product", "dress", "--category", "050401"))
                .as(screen.toString())
                .isZero();
        assertThat(screen.toString()).contains("산악자전거", "the answer is");
    }

    @Test
    void explainsSomeEachOnceAndNoMoreThanThereAre() {
        assertThat(run("--products", "2")).as(screen.toString()).isZero();
        assertThat(explained()).isEqualTo(2);
        screen.getBuffer().setLength(0);
        assertThat(run("--products", "50")).as(screen.toString()).isZero();
        assertThat(explained()).isEqualTo(5);
    }

    private long explained() {
        return List.of("dress", "mouse", "fridge", "foreign", "nameless").stream()
                .filter(id -> screen.toString().lines().anyMatch(line -> line.startsWith(id + "  ")))
                .count();
    }

    @Test
    void measuresWhetherTheWordsHold() throws IOException {
        Path json = directory.resolve("why.json");
        int code = run("--faithfulness", "--json", json.toString());
        JsonNode all = JsonMapper.shared().readTree(Files.readAllBytes(json));
        JsonNode words = all.path("faithfulness").path("curves").path(0);
        assertThat(words.path("of").asString()).isEqualTo("words");
        assertThat(words.path("points").path(0).path("products").asInt()).isBetween(3, 5);
        assertThat(all.path("faithful").asBoolean()).isEqualTo(code == 0);
        assertThat(screen.toString()).contains("measured: 5 of 5 products", "guided", "random");
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(run("--product", "nobody")).isNotZero();
        assertThat(run()).isNotZero();
        assertThat(run("--product", "dress", "--category", "tulips")).isNotZero();
        assertThat(screen.toString())
                .contains(
                        "data: holds no product nobody. To take some at random: --products 5",
                        "which product? Say --product ID",
                        "category: is tulips, which is none of the 36 leaves of aisle-sample (dress)")
                .doesNotContain("\tat ");
    }

    private int run(String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "explain",
                "--model",
                MODEL.toString(),
                "--data",
                directory.resolve("products.jsonl").toString()));
        arguments.addAll(Arrays.asList(options));
        return Model.commandLine()
                .setOut(new PrintWriter(screen, true))
                .setErr(new PrintWriter(screen, true))
                .execute(arguments.toArray(String[]::new));
    }
}
