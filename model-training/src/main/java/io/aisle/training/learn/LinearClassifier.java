package io.aisle.training.learn;

import io.aisle.classifier.engine.Inputs;
import io.aisle.training.data.Dataset;
import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A linear classifier over the TF-IDF of a name's n-grams, each label against all others with squared hinge loss as in
 * liblinear (Fan et al., JMLR 2008), learned with AdaGrad and with n-grams left out at random. Labels do not depend on
 * each other, so blocks of them learn beside each other, and the result is the same on any number of processors.
 *
 * @param lessons which label a product teaches, and how often it comes; those that learning is given all have a label
 * @param epochs times every name is read
 * @param buckets n-gram ids are 1 to this
 */
record LinearClassifier(Dataset data, Lessons lessons, int buckets, int labels, int epochs, long seed) {
    /** Labels that learn together: their weights of one n-gram are two lines of a processor's cache. */
    private static final int BLOCK = 32;

    private static final float RATE = 0.5f;
    private static final float BIAS_RATE = 0.05f;
    /** Share of the n-grams that a name goes without: 0.3 points more at 2^18 buckets. */
    private static final float LEFT_OUT = 0.3f;

    /** Enough to tell wrong labels by; the paper's warm-up is a quarter of its epochs. */
    private static final int REHEARSAL = 3;

    private static final float LEAST = 1e-6f;

    /**
     * @param weights of each block {@code [1 + buckets, BLOCK]}
     * @param bias {@code [labels]}
     * @param rarity inverse document frequency of each n-gram, {@code [1 + buckets]}
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Learned(int labels, float[][] weights, float[] bias, float[] rarity) {
        /** Scores of a product, without the bias; zeros without n-grams. */
        float[] scores(Dataset data, int product) {
            float[] scores = new float[weights.length * BLOCK];
            float square = 0;
            int width = data.inputs().ids();
            for (int at = product * width + Inputs.WORDS; at < (product + 1) * width && data.ids()[at] != 0; at++) {
                int id = data.ids()[at];
                square += rarity[id] * rarity[id];
                for (int label = 0; label < scores.length; label++) {
                    scores[label] += rarity[id] * weights[label / BLOCK][id * BLOCK + label % BLOCK];
                }
            }
            float length = (float) Math.sqrt(Math.max(square, LEAST));
            for (int label = 0; label < labels; label++) {
                scores[label] /= length;
            }
            return Arrays.copyOf(scores, labels);
        }

        /** As the network holds it, {@code [1 + buckets, labels + 1]}; row 0 is zeros. */
        float[] rows() {
            int width = labels + 1;
            float[] rows = new float[rarity.length * width];
            for (int id = 1; id < rarity.length; id++) {
                for (int label = 0; label < labels; label++) {
                    rows[id * width + label] = rarity[id] * weights[label / BLOCK][id * BLOCK + label % BLOCK];
                }
                rows[id * width + labels] = rarity[id] * rarity[id];
            }
            return rows;
        }
    }

    /** Every product teaches the label it has. */
    LinearClassifier(Dataset data, int buckets, int labels, int epochs, long seed) {
        this(data, Lessons.of(data), buckets, labels, epochs, seed);
    }

    /** One that learns in fewer epochs, in another order, from the data as they are: its votes are about them. */
    LinearClassifier rehearsing(int round) {
        Lessons natural = lessons.with(Sampling.NATURAL, new double[0]);
        return new LinearClassifier(data, natural, buckets, labels, Math.min(REHEARSAL, epochs), seed + 1 + round);
    }

    /** Learns from some products. */
    Learned train(int[] products) {
        float[] rarity = rarity(products);
        int[][] draws = draws(products);
        int blocks = (labels + BLOCK - 1) / BLOCK;
        float[][] weights = new float[blocks][];
        float[] bias = new float[blocks * BLOCK];
        IntStream.range(0, blocks).parallel().forEach(at -> {
            Block block = new Block(at * BLOCK, rarity);
            block.train(draws);
            weights[at] = block.weights;
            System.arraycopy(block.bias, 0, bias, at * BLOCK, BLOCK);
        });
        return new Learned(labels, weights, Arrays.copyOf(bias, labels), rarity);
    }

    /** The products of each epoch; one for all where an epoch is every product once. */
    private int[][] draws(int[] products) {
        if (!lessons.drawsAnew()) {
            return new int[][] {products};
        }
        Random random = new Random(seed);
        Lessons some = lessons.of(products);
        return IntStream.range(0, epochs).mapToObj(epoch -> some.epoch(random)).toArray(int[][]::new);
    }

    /** 1 + ln((1 + n) / (1 + products with it)). */
    private float[] rarity(int[] products) {
        int[] counts = new int[1 + buckets];
        for (int product : products) {
            for (int at = first(product); at < end(product) && data.ids()[at] != 0; at++) {
                counts[data.ids()[at]]++;
            }
        }
        float[] rarity = new float[1 + buckets];
        for (int id = 1; id <= buckets; id++) {
            rarity[id] = 1 + (float) Math.log((1.0 + products.length) / (1 + counts[id]));
        }
        return rarity;
    }

    private int first(int product) {
        return product * data.inputs().ids() + Inputs.WORDS;
    }

    private int end(int product) {
        return (product + 1) * data.inputs().ids();
    }

    private final class Block {
        private final int label;
        private final float[] rarity;
        private final float[] weights = new float[(1 + buckets) * BLOCK];
        private final float[] squares = new float[1 + buckets];
        private final float[] bias = new float[BLOCK];
        private final float[] biasSquares = new float[BLOCK];
        private final float[] errors = new float[BLOCK];
        private final int[] ids = new int[data.inputs().pieces()];
        private final SplittableRandom random = new SplittableRandom(seed);

        Block(int label, float[] rarity) {
            this.label = label;
            this.rarity = rarity;
        }

        void train(int[][] draws) {
            int[] order = draws[0].clone();
            for (int epoch = 0; epoch < epochs; epoch++) {
                order = lessons.drawsAnew() ? draws[epoch].clone() : order;
                for (int at = 0; at < order.length; at++) {
                    int other = at + random.nextInt(order.length - at);
                    int kept = order[at];
                    order[at] = order[other];
                    order[other] = kept;
                    float progress = (epoch + (float) at / order.length) / epochs;
                    learn(order[at], 1.01f - progress);
                }
            }
        }

        private void learn(int product, float rate) {
            float square = 0;
            int count = 0;
            for (int at = first(product); at < end(product) && data.ids()[at] != 0; at++) {
                int id = data.ids()[at];
                square += rarity[id] * rarity[id];
                if ((random.nextInt() >>> 8) * 0x1p-24f >= LEFT_OUT) {
                    ids[count++] = id;
                }
            }
            float length = 1 / ((1 - LEFT_OUT) * (float) Math.sqrt(Math.max(square, LEAST)));
            forward(count, length);
            float change = hinge(lessons.labels().of(product) - label, rate);
            if (change > 0) {
                backward(count, length, rate * RATE, change);
            }
        }

        private void forward(int count, float length) {
            System.arraycopy(bias, 0, errors, 0, BLOCK);
            for (int at = 0; at < count; at++) {
                float value = rarity[ids[at]] * length;
                int row = ids[at] * BLOCK;
                for (int of = 0; of < BLOCK; of++) {
                    errors[of] += value * weights[row + of];
                }
            }
        }

        /** Scores to gradients of max(0, 1 - t s)^2, t being 1 for the true label and -1 for others. */
        private float hinge(int truth, float rate) {
            float sum = 0;
            for (int of = 0; of < BLOCK; of++) {
                float sign = of == truth ? 1 : -1;
                float error = -2 * sign * Math.max(0, 1 - sign * errors[of]);
                errors[of] = error;
                sum += error * error;
                biasSquares[of] += error * error;
                bias[of] -= rate * BIAS_RATE * error / (float) Math.sqrt(biasSquares[of] + LEAST);
            }
            return sum;
        }

        private void backward(int count, float length, float rate, float change) {
            for (int at = 0; at < count; at++) {
                int id = ids[at];
                float value = rarity[id] * length;
                squares[id] += value * value * change;
                float step = rate * value / (float) Math.sqrt(squares[id] + LEAST);
                int row = id * BLOCK;
                for (int of = 0; of < BLOCK; of++) {
                    weights[row + of] -= step * errors[of];
                }
            }
        }
    }
}
