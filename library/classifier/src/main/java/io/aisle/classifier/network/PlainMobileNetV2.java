package io.aisle.classifier.network;

import io.aisle.classifier.network.SafeTensors.Tensor;
import java.util.Map;

/**
 * MobileNetV2 in plain loops, straight from the tensors of the file: slow, and knows nothing of Deeplearning4j. What it
 * says is the golden tensor for the port.
 */
final class PlainMobileNetV2 {
    private static final int[] STRIDES = {1, 2, 1, 2, 1, 1, 2, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1};

    private final Map<String, Tensor> tensors;

    PlainMobileNetV2(Map<String, Tensor> tensors) {
        this.tensors = tensors;
    }

    /** {@code [height][width][channels]}, flat. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Map3(int size, int channels, float[] values) {
        float at(int y, int x, int channel) {
            boolean inside = y >= 0 && x >= 0 && y < size && x < size;
            return inside ? values[(y * size + x) * channels + channel] : 0;
        }
    }

    /** Pooled features of a picture {@code [3][S][S]}. */
    float[] features(float[] planes, int size) {
        Map3 map = new Map3(size, 3, new float[planes.length]);
        for (int pixel = 0; pixel < size * size; pixel++) {
            for (int colour = 0; colour < 3; colour++) {
                map.values()[pixel * 3 + colour] = planes[colour * size * size + pixel];
            }
        }
        map = convolution(map, "stem", 2, true);
        for (int block = 1; block <= STRIDES.length; block++) {
            map = block(map, "block" + block, STRIDES[block - 1]);
        }
        return mean(convolution(map, "head", 1, true));
    }

    private Map3 block(Map3 input, String name, int stride) {
        Map3 map = tensors.containsKey(name + ".expand.weight") ? convolution(input, name + ".expand", 1, true) : input;
        map = convolution(map, name + ".depthwise", stride, true);
        map = convolution(map, name + ".project", 1, false);
        if (stride == 1 && map.channels() == input.channels()) {
            for (int at = 0; at < map.values().length; at++) {
                map.values()[at] += input.values()[at];
            }
        }
        return map;
    }

    private Map3 convolution(Map3 input, String name, int stride, boolean activated) {
        Tensor weights = tensor(name + ".weight");
        float[] bias = tensor(name + ".bias").values();
        boolean depthwise = name.endsWith("depthwise");
        int kernel = (int) weights.shape()[1];
        int size = (input.size() + stride - 1) / stride;
        int before = Math.max(0, (size - 1) * stride + kernel - input.size()) / 2;
        Map3 output = new Map3(size, bias.length, new float[size * size * bias.length]);
        for (int at = 0; at < output.values().length; at++) {
            int channel = at % bias.length;
            int y = at / bias.length / size * stride - before;
            int x = at / bias.length % size * stride - before;
            double sum = bias[channel];
            for (int step = 0; step < kernel * kernel; step++) {
                sum += depthwise
                        ? weights.values()[step * bias.length + channel]
                                * (double) input.at(y + step / kernel, x + step % kernel, channel)
                        : dot(
                                weights.values(),
                                (channel * kernel * kernel + step) * input.channels(),
                                input,
                                y + step / kernel,
                                x + step % kernel);
            }
            output.values()[at] = (float) (activated ? Math.min(6, Math.max(0, sum)) : sum);
        }
        return output;
    }

    private static double dot(float[] weights, int from, Map3 input, int y, int x) {
        double sum = 0;
        for (int channel = 0; channel < input.channels(); channel++) {
            sum += weights[from + channel] * (double) input.at(y, x, channel);
        }
        return sum;
    }

    private static float[] mean(Map3 map) {
        float[] mean = new float[map.channels()];
        for (int at = 0; at < map.values().length; at++) {
            mean[at % map.channels()] += map.values()[at] / (map.size() * map.size());
        }
        return mean;
    }

    private Tensor tensor(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("no tensor " + name);
        }
        return tensor;
    }
}
