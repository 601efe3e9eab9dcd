package io.aisle.training.learn;

import io.aisle.contract.TextFeatures;
import io.aisle.training.data.Dataset;
import io.aisle.training.data.Split.Part;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Word vectors by skip-gram with negative sampling (Mikolov et al., Distributed Representations of Words and Phrases,
 * NeurIPS 2013, eq. 4): a word's vector is near those of words it stands beside. Frequent words are passed over as in
 * its eq. 5, negatives are drawn by count to the power of 0.75.
 *
 * @param size values of a vector
 * @param epochs times every title is read
 */
public record SkipGram(int size, int epochs, long seed) {
    private static final int WINDOW = 5;
    private static final int NEGATIVES = 5;
    private static final double RATE = 0.05;
    private static final double FREQUENT = 1e-3;
    private static final int TABLE = 1 << 20;

    /**
     * Vectors {@code [words, size]} from the names of the products that teach; padding's is zero, those of words never seen
     * are small and random.
     */
    INDArray train(Dataset data, int words) {
        return train(
                IntStream.of(data.of(Part.TRAINING))
                        .mapToObj(product -> name(data, product))
                        .toArray(int[][]::new),
                words);
    }

    INDArray train(int[][] titles, int words) {
        return new Run(titles, words).train();
    }

    private static int[] name(Dataset data, int product) {
        int start = product * data.inputs().ids();
        return Arrays.stream(data.ids(), start, start + TextFeatures.NAME_LENGTH)
                .filter(id -> id != 0)
                .toArray();
    }

    private final class Run {
        private final int[][] titles;
        private final int words;
        private final long[] counts;
        private final int[] table = new int[TABLE];
        private final float[] inner;
        private final float[] outer;
        private final float[] step = new float[size];
        private final SplittableRandom random = new SplittableRandom(seed);
        private long total;

        Run(int[][] titles, int words) {
            this.titles = titles;
            this.words = words;
            this.counts = new long[words];
            this.inner = new float[words * size];
            this.outer = new float[words * size];
        }

        INDArray train() {
            count();
            for (int at = size; at < inner.length; at++) {
                inner[at] = (float) ((random.nextDouble() - 0.5) / size);
            }
            for (int epoch = 0; epoch < epochs; epoch++) {
                for (int title = 0; title < titles.length; title++) {
                    double progress = (epoch + (double) title / titles.length) / epochs;
                    read(sampled(titles[title]), (float) (RATE * Math.max(1e-3, 1 - progress)));
                }
            }
            return Nd4j.create(inner, new long[] {words, size}, 'c');
        }

        private void count() {
            for (int[] title : titles) {
                for (int word : title) {
                    counts[word]++;
                    total++;
                }
            }
            double mass = 0;
            for (long count : counts) {
                mass += Math.pow(count, 0.75);
            }
            int word = 0;
            double passed = Math.pow(counts[0], 0.75);
            for (int at = 0; at < TABLE; at++) {
                while (word < words - 1 && passed < mass * (at + 1) / TABLE) {
                    passed += Math.pow(counts[++word], 0.75);
                }
                table[at] = word;
            }
        }

        private int[] sampled(int[] title) {
            int[] kept = new int[title.length];
            int length = 0;
            for (int word : title) {
                double share = (double) counts[word] / total;
                if (random.nextDouble() < Math.sqrt(FREQUENT / share)) {
                    kept[length++] = word;
                }
            }
            return Arrays.copyOf(kept, length);
        }

        private void read(int[] title, float rate) {
            for (int at = 0; at < title.length; at++) {
                int window = 1 + random.nextInt(WINDOW);
                for (int near = Math.max(0, at - window); near <= Math.min(title.length - 1, at + window); near++) {
                    if (near != at) {
                        pair(title[at], title[near], rate);
                    }
                }
            }
        }

        private void pair(int word, int context, float rate) {
            Arrays.fill(step, 0);
            push(word, context, 1, rate);
            for (int negative = 0; negative < NEGATIVES; negative++) {
                int other = table[random.nextInt(TABLE)];
                if (other != context) {
                    push(word, other, 0, rate);
                }
            }
            for (int at = 0; at < size; at++) {
                inner[word * size + at] += step[at];
            }
        }

        private void push(int word, int other, int label, float rate) {
            float dot = 0;
            for (int at = 0; at < size; at++) {
                dot += inner[word * size + at] * outer[other * size + at];
            }
            float gradient = rate * (label - (float) (1 / (1 + Math.exp(-dot))));
            for (int at = 0; at < size; at++) {
                step[at] += gradient * outer[other * size + at];
                outer[other * size + at] += gradient * inner[word * size + at];
            }
        }
    }
}
