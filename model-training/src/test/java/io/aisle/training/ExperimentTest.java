package io.aisle.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code experiment sizes} and {@code experiment backbone} with pictures and a backbone of their own. */
class ExperimentTest {
    private static final int[] REPEATS = {1, 2, 3, 4, 3, 3, 1};

    @TempDir
    private Path directory;

    private final StringWriter screen = new StringWriter();

    @Test
    void showsWhatALargerPictureIsWorthAndCosts() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int product = 0; product < 60; product++) {
            boolean isRound = product % 2 == 0;
            Path picture = picture(product + ".png", isRound, product);
            lines.add("{\"name\":\"number %d\",\"imagePath\":\"%s\",\"category\":[\"%s\"]}"
                    .formatted(product, picture.getFileName(), isRound ? "ball" : "box"));
        }
        Path data = Files.write(directory.resolve("data.jsonl"), lines);
        Path backbone = backbone(2);
        Path report = directory.resolve("report");
        int code = run(
                "experiment",
                "sizes",
                "--data",
                data.toString(),
                "--sizes",
                "32,48",
                "--report",
                report.toString(),
                "--backbone",
                backbone.toString(),
                "--epochs",
                "2",
                "--held-out",
                "0.2",
                "--pieces",
                "0",
                "--word-vectors",
                "0",
                "--cache",
                directory.resolve("cache").toString());
        assertThat(code).as(screen.toString()).isZero();
        assertThat(screen.toString()).contains("1 of 2: 32 pixels", "|     32 |", "|     48 |");
        assertThat(report.resolve("accuracy.png")).isNotEmptyFile();
        assertThat(report.resolve("speed.png")).isNotEmptyFile();
        assertThat(Files.readString(report.resolve("index.html"))).contains("<td>48</td>", "accuracy.png");
        try (var cached = Files.list(directory.resolve("cache"))) {
            assertThat(cached.map(file -> file.getFileName().toString()))
                    .allMatch(name -> name.startsWith("features-"))
                    .hasSize(2);
        }
    }

    @Test
    void saysThatSizesNeedPictures() throws IOException {
        Path data = Files.writeString(
                directory.resolve("none.jsonl"),
                "{\"name\":\"a\",\"category\":\"x\"}\n{\"name\":\"b\",\"category\":\"y\"}\n");
        assertThat(run("experiment", "sizes", "--data", data.toString())).isEqualTo(1);
        assertThat(screen.toString())
                .contains("no product that teaches has a picture")
                .doesNotContain("\tat ");
    }

    @Test
    void showsWhatTheBackboneItselfSays() throws IOException {
        Path names = Files.writeString(directory.resolve("names.txt"), "background\nball, sphere\nbox\n");
        Path picture = picture("ball.png", true, 1);
        assertThat(run(
                        "experiment",
                        "backbone",
                        "--backbone",
                        backbone(3).toString(),
                        "--labels",
                        names.toString(),
                        "--image-size",
                        "64",
                        "--pictures",
                        picture.toString(),
                        picture.toString()))
                .as(screen.toString())
                .isZero();
        assertThat(screen.toString())
                .contains("2 of 2 pictures", "| ball.png |", "largest difference of 2 x 20 features")
                .containsPattern("ball \\d\\.\\d\\d")
                .doesNotContain("sphere");
        Path noPicture = Files.writeString(directory.resolve("no.png"), "text");
        assertThat(run(
                        "experiment",
                        "backbone",
                        "--backbone",
                        backbone(3).toString(),
                        "--labels",
                        names.toString(),
                        "--image-size",
                        "64",
                        "--pictures",
                        noPicture.toString()))
                .isEqualTo(1);
        assertThat(screen.toString()).contains("no.png: ");
    }

    @Test
    void refusesNamesThatAreNotThoseOfItsClasses() throws IOException {
        Path names = Files.writeString(directory.resolve("names.txt"), "background\nball\n");
        assertThat(run(
                        "experiment",
                        "backbone",
                        "--backbone",
                        backbone(3).toString(),
                        "--labels",
                        names.toString(),
                        "--pictures",
                        names.toString()))
                .isEqualTo(1);
        assertThat(screen.toString()).contains("has 2 names").contains("has 3 classes");
        assertThat(run(
                        "experiment",
                        "backbone",
                        "--backbone",
                        backbone(0).toString(),
                        "--labels",
                        names.toString(),
                        "--pictures",
                        names.toString()))
                .isEqualTo(1);
        assertThat(screen.toString()).contains("holds no classifier");
    }

    private Path picture(String name, boolean isRound, int seed) throws IOException {
        BufferedImage image = new BufferedImage(80, 80, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        canvas.setColor(new Color(new Random(seed).nextInt(0x1000000)));
        if (isRound) {
            canvas.fillOval(10, 10, 60, 60);
        } else {
            canvas.fillRect(10, 10, 60, 60);
        }
        canvas.dispose();
        Path file = directory.resolve(name);
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    /** A MobileNetV2 of the published form, few channels wide and drawn at random. */
    private Path backbone(int classes) throws IOException {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        add(shapes, "stem", 8, 3, 3);
        int channels = 8;
        int block = 1;
        for (int stage = 0; stage < REPEATS.length; stage++) {
            for (int repeat = 0; repeat < REPEATS[stage]; repeat++) {
                String name = "block" + block++;
                int hidden = stage == 0 ? channels : 3 * channels;
                if (stage > 0) {
                    add(shapes, name + ".expand", hidden, 1, channels);
                }
                shapes.put(name + ".depthwise.weight", new long[] {1, 3, 3, hidden});
                shapes.put(name + ".depthwise.bias", new long[] {hidden});
                channels = 4 + 2 * stage;
                add(shapes, name + ".project", channels, 1, hidden);
            }
        }
        add(shapes, "head", 20, 1, channels);
        if (classes > 0) {
            add(shapes, "classifier", classes, 1, 20);
        }
        return Files.write(directory.resolve("backbone" + classes), safeTensors(shapes));
    }

    private static void add(Map<String, long[]> shapes, String name, int out, int kernel, int in) {
        shapes.put(name + ".weight", new long[] {out, kernel, kernel, in});
        shapes.put(name + ".bias", new long[] {out});
    }

    private static byte[] safeTensors(Map<String, long[]> shapes) throws IOException {
        Random random = new Random(1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream values = new DataOutputStream(bytes);
        List<String> header = new ArrayList<>();
        for (Map.Entry<String, long[]> tensor : shapes.entrySet()) {
            int from = values.size();
            long count = LongStream.of(tensor.getValue()).reduce(1, (left, right) -> left * right);
            for (long at = 0; at < count; at++) {
                float value = (float) (random.nextGaussian() * 1.5 / Math.sqrt((double) count / tensor.getValue()[0]));
                values.writeInt(Integer.reverseBytes(Float.floatToIntBits(value)));
            }
            String shape =
                    LongStream.of(tensor.getValue()).mapToObj(Long::toString).collect(Collectors.joining(","));
            header.add("\"%s\":{\"dtype\":\"F32\",\"shape\":[%s],\"data_offsets\":[%d,%d]}"
                    .formatted(tensor.getKey(), shape, from, values.size()));
        }
        byte[] json = header.stream().collect(Collectors.joining(",", "{", "}")).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        new DataOutputStream(file).writeLong(Long.reverseBytes(json.length));
        file.write(json);
        file.write(bytes.toByteArray());
        return file.toByteArray();
    }

    private int run(String... arguments) {
        return Model.commandLine()
                .setOut(new PrintWriter(screen, true))
                .setErr(new PrintWriter(screen, true))
                .execute(arguments);
    }
}
