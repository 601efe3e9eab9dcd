package io.aisle.classifier.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.aisle.classifier.ModelUnusable;
import io.aisle.classifier.engine.ImageEmbedder;
import io.aisle.classifier.network.SafeTensors.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The port of a published MobileNetV2, against plain loops over the same file. */
class BackboneTest {
    private static final int[] REPEATS = {1, 2, 3, 4, 3, 3, 1};
    /** Thinner than any published one, so that plain loops are quick. */
    private static final int[] CHANNELS = {4, 6, 8, 10, 12, 14, 16};

    @TempDir
    private Path directory;

    /** Odd and even sizes on the way down: padding is on one side only where it must be. */
    @ParameterizedTest
    @ValueSource(ints = {33, 46, 64})
    void saysWhatPlainLoopsSay(int size) throws IOException {
        Path file = directory.resolve("small.safetensors");
        Files.write(file, safeTensors(randomNetwork()));
        requireGolden(file, size, 1e-4f);
    }

    @Test
    void saysWhatPlainLoopsSayOfThePublishedOne() {
        Path file = Path.of("../../../shared/weights/mobilenetv2-1.0-224-imagenet.safetensors");
        Assumptions.assumeTrue(Files.exists(file), "the published backbone is not there: " + file);
        requireGolden(file, 96, 2e-3f);
    }

    private static void requireGolden(Path file, int size, float tolerance) {
        float[] picture = picture(size);
        Backbone backbone = Backbone.read(file);
        float[] golden = backbone.golden(picture, size);
        ComputationGraph branch = backbone.branch(size);
        INDArray features = branch.output(Nd4j.create(picture, new long[] {1, 3, size, size}, 'c'))[0];
        assertThat(features.dup('c').data().asFloat()).containsExactly(golden, within(tolerance));
        try (ImageEmbedder embedder = new ImageEmbedder(backbone, size)) {
            assertThat(embedder.embed(picture, 1)).containsExactly(golden, within(tolerance));
        }
    }

    /** Class 2's weights are the features themselves, so it is the likeliest. */
    @Test
    void classifiesWithTheClassifierOfTheFile() throws IOException {
        Path file = directory.resolve("classes.safetensors");
        Map<String, long[]> shapes = randomNetwork();
        Files.write(file, safeTensors(shapes));
        assertThat(Backbone.read(file).classes()).isZero();
        add(shapes, "classifier", 5, 1, 20);
        Files.write(file, safeTensors(shapes));
        Backbone backbone = Backbone.read(file);
        assertThat(backbone.classes()).isEqualTo(5);
        Tensor weights = SafeTensors.read(file).get("classifier.weight");
        float[] features = Arrays.copyOfRange(weights.values(), 40, 60);
        double[] probabilities = backbone.classify(features);
        assertThat(Arrays.stream(probabilities).sum()).isCloseTo(1, within(1e-9));
        assertThat(probabilities[2])
                .isEqualTo(Arrays.stream(probabilities).max().orElseThrow());
        float[] bias = SafeTensors.read(file).get("classifier.bias").values();
        double[] ofNothing = backbone.classify(new float[20]);
        assertThat(Math.log(ofNothing[0] / ofNothing[4])).isCloseTo(bias[0] - bias[4], within(1e-6));
    }

    @Test
    void saysWhatTheFileLacks() throws IOException {
        Map<String, long[]> network = randomNetwork();
        network.remove("block9.project.bias");
        Path file = directory.resolve("broken.safetensors");
        Files.write(file, safeTensors(network));
        assertThatThrownBy(() -> Backbone.read(file))
                .isInstanceOf(ModelUnusable.class)
                .hasMessageContaining("no tensor block9.project.bias");
    }

    @Test
    void refusesWhatIsNoSuchFile() throws IOException {
        Path file = directory.resolve("text");
        Files.writeString(file, "this is some text, and no tensor at all");
        assertThatThrownBy(() -> Backbone.read(file))
                .isInstanceOf(ModelUnusable.class)
                .hasMessageContaining("is no safetensors file");
    }

    @Test
    void readsHalfFloats() {
        assertThat(SafeTensors.half((short) 0x3c00)).isEqualTo(1);
        assertThat(SafeTensors.half((short) 0xc500)).isEqualTo(-5);
        assertThat(SafeTensors.half((short) 0x3555)).isCloseTo(1 / 3f, within(1e-4f));
        assertThat(SafeTensors.half((short) 0x0001)).isEqualTo((float) Math.pow(2, -24));
        assertThat(SafeTensors.half((short) 0x7c00)).isInfinite();
    }

    private static float[] picture(int size) {
        Random random = new Random(2);
        float[] picture = new float[3 * size * size];
        for (int at = 0; at < picture.length; at++) {
            picture[at] = 2 * random.nextFloat() - 1;
        }
        return picture;
    }

    /** Names and shapes as published, in small. */
    private static Map<String, long[]> randomNetwork() {
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
                add(shapes, name + ".project", CHANNELS[stage], 1, hidden);
                channels = CHANNELS[stage];
            }
        }
        add(shapes, "head", 20, 1, channels);
        return shapes;
    }

    private static void add(Map<String, long[]> shapes, String name, int out, int kernel, int in) {
        shapes.put(name + ".weight", new long[] {out, kernel, kernel, in});
        shapes.put(name + ".bias", new long[] {out});
    }

    private static byte[] safeTensors(Map<String, long[]> shapes) {
        Random random = new Random(1);
        List<Float> values = new ArrayList<>();
        String header = shapes.entrySet().stream()
                .map(entry -> {
                    int from = values.size() * Float.BYTES;
                    long count = 1;
                    StringBuilder shape = new StringBuilder();
                    for (long dimension : entry.getValue()) {
                        count *= dimension;
                        shape.append(shape.isEmpty() ? "" : ",").append(dimension);
                    }
                    double scale =
                            entry.getKey().endsWith("bias") ? 0.2 : 2 / Math.sqrt((double) count / entry.getValue()[0]);
                    for (long at = 0; at < count; at++) {
                        values.add((float) (random.nextGaussian() * scale));
                    }
                    return "\"%s\":{\"dtype\":\"F32\",\"shape\":[%s],\"data_offsets\":[%d,%d]}"
                            .formatted(entry.getKey(), shape, from, values.size() * Float.BYTES);
                })
                .collect(Collectors.joining(",", "{", "}"));
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(Long.BYTES + json.length + values.size() * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(json.length).put(json);
        values.forEach(file::putFloat);
        return file.array();
    }
}
