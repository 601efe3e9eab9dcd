package io.aisle.classifier.network;

import io.aisle.classifier.ModelUnusable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tensors in Hugging Face's safetensors format: the header's length (64 bits, little endian), the header in JSON, the
 * values. Reads 16-bit floats of both kinds and 32-bit floats.
 */
final class SafeTensors {
    private static final int MOST_HEADER_BYTES = 1 << 24;

    /**
     * @param shape its dimensions
     * @param values in the order of the last dimension
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Tensor(long[] shape, float[] values) {}

    private SafeTensors() {}

    /** @throws ModelUnusable when the file cannot be read or is not in this format */
    static Map<String, Tensor> read(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer bytes = channel.map(MapMode.READ_ONLY, 0, channel.size()).order(ByteOrder.LITTLE_ENDIAN);
            return read(bytes);
        } catch (IOException e) {
            throw new ModelUnusable("backbone: cannot read " + file + ", " + e.getMessage(), e);
        } catch (IllegalArgumentException | IndexOutOfBoundsException | JacksonException e) {
            throw new ModelUnusable("backbone: " + file + " is no safetensors file, " + e.getMessage(), e);
        }
    }

    private static Map<String, Tensor> read(ByteBuffer bytes) {
        long length = bytes.getLong(0);
        if (length < 2 || length > MOST_HEADER_BYTES) {
            throw new IllegalArgumentException("its header would be " + length + " bytes long");
        }
        byte[] header = new byte[(int) length];
        bytes.get(Long.BYTES, header);
        ByteBuffer values = bytes.slice(Long.BYTES + header.length, bytes.limit() - Long.BYTES - header.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        Map<String, Tensor> tensors = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : JsonMapper.shared()
                .readTree(new String(header, StandardCharsets.UTF_8))
                .properties()) {
            if (!entry.getKey().equals("__metadata__")) {
                tensors.put(entry.getKey(), tensor(entry.getKey(), entry.getValue(), values));
            }
        }
        return tensors;
    }

    private static Tensor tensor(String name, JsonNode header, ByteBuffer bytes) {
        long[] shape =
                header.path("shape").valueStream().mapToLong(JsonNode::asLong).toArray();
        int from = header.path("data_offsets").path(0).asInt();
        int to = header.path("data_offsets").path(1).asInt();
        ByteBuffer values = bytes.slice(from, to - from).order(ByteOrder.LITTLE_ENDIAN);
        float[] floats = floats(name, header.path("dtype").asString(), values);
        if (floats.length != product(shape)) {
            throw new IllegalArgumentException(name + " has " + floats.length + " values for its shape");
        }
        return new Tensor(shape, floats);
    }

    private static float[] floats(String name, String type, ByteBuffer bytes) {
        float[] floats = new float[bytes.limit() / (type.equals("F32") ? Float.BYTES : Short.BYTES)];
        for (int at = 0; at < floats.length; at++) {
            floats[at] = switch (type) {
                case "F32" -> bytes.getFloat(Float.BYTES * at);
                case "F16" -> half(bytes.getShort(Short.BYTES * at));
                case "BF16" -> Float.intBitsToFloat(bytes.getShort(Short.BYTES * at) << 16);
                default -> throw new IllegalArgumentException(name + " is of type " + type + ", not F32, F16 or BF16");
            };
        }
        return floats;
    }

    /** IEEE 754 binary16; Java has this from 20 on. */
    static float half(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        float magnitude =
                switch (exponent) {
                    case 0 -> Math.scalb((float) fraction, -24);
                    case 0x1f -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
                    default -> Math.scalb((float) (fraction | 0x400), exponent - 25);
                };
        return bits < 0 ? -magnitude : magnitude;
    }

    private static int product(long[] shape) {
        return IntStream.range(0, shape.length).map(at -> (int) shape[at]).reduce(1, Math::multiplyExact);
    }
}
