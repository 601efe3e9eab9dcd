package io.aisle.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.aisle.catalogue.LabelledProduct;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledFilesTest {
    @TempDir
    private Path directory;

    @Test
    void readsPlainAndZippedLinesWithTheirPictures() throws IOException {
        Files.createDirectories(directory.resolve("pictures"));
        Files.write(directory.resolve("pictures/a.jpg"), new byte[] {7, 8});
        Path plain = file("plain.jsonl", """
                {"productId":"a","name":"shoe","category":["Wear","Shoes"],"categoryId":"17","imagePath":"pictures/a.jpg"}
                """);
        Path zipped = zipped("zipped.jsonl.gz", """
                {"productId":"b","name":"신발","category":"Wear > Shoes > Boots","mallCategory":["a","b","c","d","e"]}
                """);
        List<LabelledProduct> read = read(new LabelledFiles(List.of(plain, zipped), null));
        assertThat(read).hasSize(2);
        assertThat(read.get(0).category().id()).isEqualTo("17");
        assertThat(read.get(0).category().names()).isEqualTo("Wear > Shoes");
        assertThat(read.get(0).product().image()).containsExactly(7, 8);
        assertThat(read.get(1).category().names()).isEqualTo("Wear > Shoes > Boots");
        assertThat(read.get(1).product().mallCategory()).containsExactly("a", "b", "c", "d e");
    }

    @Test
    void readsWhatHasALabelAndSaysWhatIsLeftOut() throws IOException {
        Path file = file("broken.jsonl", """
                {"productId":"a","name":"no label"}
                this is no JSON

                {"category":["Only"]}
                {"productId":"c","name":"no picture","category":["Only"],"imagePath":"nowhere.jpg"}
                {"productId":"d","name":"not fetched","category":["Only"],"imageUrl":"https://example.com/d.jpg"}
                """);
        LabelledFiles files = new LabelledFiles(List.of(file), null);
        List<LabelledProduct> read = read(files);
        assertThat(read).extracting(one -> one.product().productId()).containsExactly("broken.jsonl:4", "c", "d");
        assertThat(files.refusals())
                .contains("1 x line is no JSON (broken.jsonl:2)")
                .contains("category")
                .contains("1 x picture cannot be read (broken.jsonl:5)")
                .contains("imageUrl is not fetched");
        assertThat(read(files)).as("a second reading").hasSize(3);
    }

    @Test
    void cutsNoCharacterInHalf() throws IOException {
        Path file = file(
                "long.jsonl",
                "{\"productId\":\"a\",\"name\":\"%s\",\"category\":[\"Only\"]}\n"
                                .formatted("x".repeat(999) + "\uD83D\uDE00 and more")
                        + "{\"productId\":\"b\",\"category\":[\"Caf\\ud83d\"]}\n");
        LabelledFiles files = new LabelledFiles(List.of(file), null);
        List<LabelledProduct> read = read(files);
        assertThat(read).extracting(one -> one.product().name()).containsExactly("x".repeat(999));
        assertThat(files.refusals()).isEqualTo("1 x category holds half a character (long.jsonl:2)");
    }

    @Test
    void saysThatADateIsNone() throws IOException {
        Path file = file("dated.jsonl", """
                {"productId":"a","name":"n","category":["Only"],"registeredAt":"2024-01-05"}
                {"productId":"b","name":"n","category":["Only"],"registeredAt":"2024-01-05T10:00:00Z"}
                """);
        LabelledFiles files = new LabelledFiles(List.of(file), null);
        assertThat(read(files))
                .extracting(one -> one.product().registeredAt())
                .containsExactly(null, Instant.parse("2024-01-05T10:00:00Z"));
        assertThat(files.refusals()).contains("1 x registeredAt is no instant").contains("(dated.jsonl:1)");
    }

    @Test
    void refusesAPipeBeforeItWaitsForAWriter() throws Exception {
        Path pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        LabelledFiles files = new LabelledFiles(List.of(pipe), null);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(files))
                .withMessageContaining("must be a plain file and no pipe");
    }

    private static List<LabelledProduct> read(Source source) {
        List<LabelledProduct> products = new ArrayList<>();
        source.read(products::add);
        return products;
    }

    private Path file(String name, String lines) throws IOException {
        return Files.writeString(directory.resolve(name), lines);
    }

    private Path zipped(String name, String lines) throws IOException {
        Path file = directory.resolve(name);
        try (OutputStream stream = new GZIPOutputStream(Files.newOutputStream(file))) {
            stream.write(lines.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }
}
