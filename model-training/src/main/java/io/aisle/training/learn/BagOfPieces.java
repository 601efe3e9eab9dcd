package io.aisle.training.learn;

import io.aisle.classifier.engine.Inputs;
import io.aisle.contract.TextFeatures;
import io.aisle.training.data.Dataset;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A linear classifier over the sum of the vectors of a name's words and n-grams (Joulin et al., Bag of Tricks for
 * Efficient Text Classification, EACL 2017), learned with AdaGrad, one rate for each row. It takes seconds an epoch, and
 * is where the network begins: its vectors are the embedding's, its weights those of the heads that read the sums.
 *
 * @param size values of a vector
 * @param epochs times every name is read
 */
public record BagOfPieces(int size, int epochs, long seed) {
    private static final float RATE = 0.1f;
    private static final float OUTPUT_RATE = 0.2f;
    /** Sums of a hundred vectors stay near one. */
    private static final float SCALE = 0.1f;

    private static final float LEAST = 1e-8f;

    /**
     * @param vectors {@code [rows, size]}
     * @param weights {@code [size, labels]}
     * @param bias {@code [labels]}
     * @param accuracy on products that do not teach
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Learned(float[] vectors, float[] weights, float[] bias, double accuracy) {}

    /** The state after the best epoch. */
    Learned train(Dataset data, int rows, int labels, int[] training, int[] validation, PrintWriter screen) {
        Run run = new Run(data, rows, labels);
        Learned best = new Learned(run.vectors, run.weights, run.bias, -1);
        for (int epoch = 0; epoch < epochs; epoch++) {
            run.epoch(training, epoch);
            double accuracy = run.accuracy(validation.length == 0 ? training : validation);
            if (accuracy > best.accuracy()) {
                best = new Learned(run.scaledVectors(), run.weights.clone(), run.bias.clone(), accuracy);
            }
        }
        screen.printf(Locale.ROOT, "words and n-grams alone, linear: %.3f%n", best.accuracy());
        screen.flush();
        return best;
    }

    private final class Run {
        private final Dataset data;
        private final int labels;
        private final float[] vectors;
        private final float[] squares;
        private final float[] weights;
        private final float[] weightSquares;
        private final float[] bias;
        private final float[] biasSquares;
        private final float[] hidden = new float[size];
        private final float[] gradient = new float[size];
        private final float[] output;
        private final SplittableRandom random = new SplittableRandom(seed);

        Run(Dataset data, int rows, int labels) {
            this.data = data;
            this.labels = labels;
            this.vectors = new float[rows * size];
            this.squares = new float[rows];
            this.weights = new float[labels * size];
            this.weightSquares = new float[labels * size];
            this.bias = new float[labels];
            this.biasSquares = new float[labels];
            this.output = new float[labels];
            for (int at = size; at < vectors.length; at++) {
                vectors[at] = (float) (random.nextDouble() - 0.5) * 2 / size;
            }
        }

        void epoch(int[] training, int epoch) {
            int[] order = training.clone();
            for (int at = 0; at < order.length; at++) {
                int other = at + random.nextInt(order.length - at);
                int kept = order[at];
                order[at] = order[other];
                order[other] = kept;
                float left = 1 - (epoch + (float) at / order.length) / epochs;
                learn(order[at], 0.05f + 0.95f * left);
            }
        }

        private void learn(int product, float rate) {
            forward(product);
            Arrays.fill(gradient, 0);
            for (int label = 0; label < labels; label++) {
                float error = output[label] - (label == data.labels()[product] ? 1 : 0);
                if (Math.abs(error) > 1e-4f) {
                    learn(label, error, rate);
                }
            }
            float square = 0;
            for (int at = 0; at < size; at++) {
                gradient[at] *= SCALE;
                square += gradient[at] * gradient[at];
            }
            square /= size;
            int start = product * data.inputs().ids();
            for (int at = 0; at < data.inputs().ids(); at++) {
                if (isOfName(at) && data.ids()[start + at] != 0) {
                    move(data.ids()[start + at], square, rate);
                }
            }
        }

        private void learn(int label, float error, float rate) {
            int row = label * size;
            for (int at = 0; at < size; at++) {
                gradient[at] += error * weights[row + at];
                float step = error * hidden[at];
                weightSquares[row + at] += step * step;
                weights[row + at] -= rate * OUTPUT_RATE * step / (float) Math.sqrt(weightSquares[row + at] + LEAST);
            }
            biasSquares[label] += error * error;
            bias[label] -= rate * OUTPUT_RATE * error / (float) Math.sqrt(biasSquares[label] + LEAST);
        }

        private void move(int id, float square, float rate) {
            squares[id] += square;
            float step = rate * RATE / (float) Math.sqrt(squares[id] + LEAST);
            int row = id * size;
            for (int at = 0; at < size; at++) {
                vectors[row + at] -= step * gradient[at];
            }
        }

        private void forward(int product) {
            Arrays.fill(hidden, 0);
            int start = product * data.inputs().ids();
            for (int at = 0; at < data.inputs().ids(); at++) {
                int id = data.ids()[start + at];
                if (isOfName(at) && id != 0) {
                    int row = id * size;
                    for (int value = 0; value < size; value++) {
                        hidden[value] += SCALE * vectors[row + value];
                    }
                }
            }
            softmax();
        }

        private boolean isOfName(int at) {
            return at < TextFeatures.NAME_LENGTH || at >= Inputs.WORDS;
        }

        private void softmax() {
            float largest = Float.NEGATIVE_INFINITY;
            for (int label = 0; label < labels; label++) {
                float sum = bias[label];
                for (int at = 0; at < size; at++) {
                    sum += weights[label * size + at] * hidden[at];
                }
                output[label] = sum;
                largest = Math.max(largest, sum);
            }
            float sum = 0;
            for (int label = 0; label < labels; label++) {
                output[label] = (float) Math.exp(output[label] - largest);
                sum += output[label];
            }
            for (int label = 0; label < labels; label++) {
                output[label] /= sum;
            }
        }

        double accuracy(int[] products) {
            int right = 0;
            for (int product : products) {
                forward(product);
                right += Answers.best(output) == data.labels()[product] ? 1 : 0;
            }
            return (double) right / products.length;
        }

        float[] scaledVectors() {
            float[] scaled = new float[vectors.length];
            for (int at = 0; at < scaled.length; at++) {
                scaled[at] = SCALE * vectors[at];
            }
            return scaled;
        }
    }
}
