package io.aisle.training.learn;

import io.aisle.classifier.engine.Inputs;
import io.aisle.contract.TextFeatures;
import io.aisle.training.data.Dataset;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
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

    /** Epochs enough to be right about other titles; more only learn its own by heart. */
    private static final int REHEARSAL = 3;

    private static final float LEAST = 1e-8f;

    /**
     * @param vectors {@code [rows, size]}
     * @param weights {@code [size, labels]}
     * @param bias {@code [labels]}
     * @param accuracy on products that do not teach
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Learned(float[] vectors, float[] weights, float[] bias, double accuracy) {
        /**
         * The softmax of a product.
         *
         * @param correction added to the logits, one for each label
         */
        public float[] answer(Dataset data, int product, float[] correction) {
            float[] hidden = new float[weights.length / bias.length];
            int start = product * data.inputs().ids();
            for (int at = 0; at < data.inputs().ids(); at++) {
                int row = data.ids()[start + at] * hidden.length; // padding's vector is zero
                for (int value = 0; value < hidden.length && isOfName(at); value++) {
                    hidden[value] += vectors[row + value];
                }
            }
            float[] output = new float[bias.length];
            for (int label = 0; label < output.length; label++) {
                output[label] = bias[label] + correction[label];
                for (int value = 0; value < hidden.length; value++) {
                    output[label] += weights[label * hidden.length + value] * hidden[value];
                }
            }
            softmax(output);
            return output;
        }
    }

    /** The state after the best epoch. */
    public Learned train(Dataset data, int rows, Lessons lessons, int[] validation, PrintWriter screen) {
        lessons.labels().rehearse((taught, heldOut, round) -> rehearse(data, rows, lessons.of(taught), heldOut, round));
        Run run = new Run(data, rows, lessons);
        Learned best = new Learned(run.vectors, run.weights, run.bias, -1);
        for (int epoch = 0; epoch < epochs; epoch++) {
            run.epoch(epoch);
            double accuracy = run.accuracy(validation.length == 0 ? lessons.products() : validation);
            if (accuracy > best.accuracy()) {
                best = new Learned(run.scaledVectors(), run.weights.clone(), run.unbiased(), accuracy);
            }
        }
        screen.printf(Locale.ROOT, "words and n-grams alone, linear: %.3f%n", best.accuracy());
        screen.flush();
        return best;
    }

    private void rehearse(Dataset data, int rows, Lessons half, int[] heldOut, int round) {
        Run run = new BagOfPieces(size, REHEARSAL, seed + round).new Run(data, rows, half.silently());
        for (int epoch = 0; epoch < REHEARSAL; epoch++) {
            run.epoch(epoch);
        }
        for (int product : heldOut) {
            run.note(product, half.labels());
        }
    }

    private static boolean isOfName(int at) {
        return at < TextFeatures.NAME_LENGTH || at >= Inputs.WORDS;
    }

    private static void softmax(float[] logits) {
        float largest = Float.NEGATIVE_INFINITY;
        for (float logit : logits) {
            largest = Math.max(largest, logit);
        }
        float sum = 0;
        for (int label = 0; label < logits.length; label++) {
            logits[label] = (float) Math.exp(logits[label] - largest);
            sum += logits[label];
        }
        for (int label = 0; label < logits.length; label++) {
            logits[label] /= sum;
        }
    }

    private final class Run {
        private final Dataset data;
        private final Lessons lessons;
        private final int labels;
        private final float[] offset;
        private final float[] correction;
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
        private final Random order = new Random(seed);

        Run(Dataset data, int rows, Lessons lessons) {
            this.data = data;
            this.lessons = lessons;
            this.labels = lessons.classes();
            this.offset = lessons.offset();
            this.correction = lessons.correction();
            this.vectors = new float[rows * size];
            this.squares = new float[rows];
            this.weights = new float[labels * size];
            this.weightSquares = new float[labels * size];
            this.bias = offset.clone();
            this.biasSquares = new float[labels];
            this.output = new float[labels];
            for (int at = size; at < vectors.length; at++) {
                vectors[at] = (float) (random.nextDouble() - 0.5) * 2 / size;
            }
        }

        void epoch(int epoch) {
            int[] products = lessons.epoch(order);
            for (int at = 0; at < products.length; at++) {
                float left = 1 - (epoch + (float) at / products.length) / epochs;
                visit(products[at], 0.05f + 0.95f * left);
            }
            lessons.labels().nextEpoch();
        }

        private void visit(int product, float rate) {
            Labels teacher = lessons.labels();
            int truth = teacher.of(product);
            if (teacher.listens()) {
                note(product, teacher);
            } else if (truth != Labels.NONE) {
                forward(product);
            }
            if (truth != Labels.NONE) {
                learn(product, truth, rate);
            }
        }

        void note(int product, Labels teacher) {
            forward(product);
            teacher.note(product, Answers.best(output), -Math.log(output[teacher.given(product)]));
        }

        private void learn(int product, int truth, float rate) {
            Arrays.fill(gradient, 0);
            for (int label = 0; label < labels; label++) {
                float error = output[label] - (label == truth ? 1 : 0);
                if (Math.abs(error) > 1e-4f) {
                    towards(label, error, rate);
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

        private void towards(int label, float error, float rate) {
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
            for (int label = 0; label < labels; label++) {
                float sum = bias[label];
                for (int at = 0; at < size; at++) {
                    sum += weights[label * size + at] * hidden[at];
                }
                output[label] = sum;
            }
            softmax(output);
        }

        /** As the corrected prior makes it. */
        double accuracy(int[] products) {
            int right = 0;
            for (int product : products) {
                forward(product);
                for (int label = 0; label < labels; label++) {
                    output[label] *= (float) Math.exp(correction[label] - offset[label]);
                }
                right += Answers.best(output) == data.labels()[product] ? 1 : 0;
            }
            return (double) right / products.length;
        }

        /** The bias without what was added to learn by. */
        float[] unbiased() {
            float[] unbiased = bias.clone();
            for (int label = 0; label < labels; label++) {
                unbiased[label] -= offset[label];
            }
            return unbiased;
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
