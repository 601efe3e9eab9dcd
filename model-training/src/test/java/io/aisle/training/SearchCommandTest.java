package io.aisle.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisle.classifier.ModelRelease;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code search} as people type it, and the line it ends with. */
class SearchCommandTest {
    @TempDir
    private Path directory;

    private final StringWriter screen = new StringWriter();
    private Path data = Path.of("");

    @BeforeEach
    void writeData() throws IOException {
        Random random = new Random(4);
        List<String> nouns = List.of("cup", "shoe", "lamp");
        List<String> lines = new ArrayList<>();
        for (int product = 0; product < 120; product++) {
            String noun = nouns.get(product % 3);
            lines.add("{\"name\":\"%s %d blue\",\"category\":[\"all\",\"%s\"]}"
                    .formatted(noun, random.nextInt(10_000), noun));
        }
        data = Files.write(directory.resolve("data.jsonl"), lines);
    }

    @Test
    void endsWithTheLineThatTrainsTheBest() throws IOException {
        Path out = directory.resolve("search");
        String[] search = {
            "search",
            "--data",
            data.toString(),
            "--out",
            out.toString(),
            "--trials",
            "3",
            "--epochs",
            "2",
            "--pieces",
            "16",
            "--piece-buckets",
            "512",
            "--held-out",
            "0.2",
            "--activation",
            "TANH",
            "--linear",
            "2"
        };
        assertThat(run(search)).as(screen.toString()).isZero();
        assertThat(Files.readAllLines(out.resolve("trials.jsonl"))).hasSize(5);
        assertThat(out.resolve("index.html")).isNotEmptyFile();
        String first = next();
        assertThat(run(search)).isZero();
        assertThat(Files.readAllLines(out.resolve("trials.jsonl"))).hasSize(5);
        assertThat(next()).isEqualTo(first);

        List<String> line = Arrays.asList(first.split(" "));
        assertThat(line).startsWith("./aisle", "train").containsOnlyOnce("--activation");
        assertThat(run(line.subList(1, line.size()).toArray(String[]::new)))
                .as(screen.toString())
                .isZero();
        ModelRelease release = ModelRelease.load(out.resolve("model"));
        assertThat(release.shape().style().activation()).hasToString("TANH");
        assertThat(release.shape().text().pieceBuckets()).isEqualTo(512);
    }

    @Test
    void saysWhatIsMissingToCompareBy() {
        assertThat(run("search", "--data", data.toString(), "--out", directory.toString(), "--by", "image"))
                .isEqualTo(1);
        assertThat(screen.toString()).contains("has what the head IMAGE reads").doesNotContain("\tat ");
    }

    private String next() {
        String text = screen.toString();
        return text.substring(text.lastIndexOf("next: ") + 6)
                .lines()
                .findFirst()
                .orElseThrow();
    }

    private int run(String... arguments) {
        return Model.commandLine()
                .setOut(new PrintWriter(screen, true))
                .setErr(new PrintWriter(screen, true))
                .execute(arguments);
    }
}
