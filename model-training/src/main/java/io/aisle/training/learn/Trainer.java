package io.aisle.training.learn;

import io.aisle.classifier.network.Network;
import io.aisle.classifier.network.NetworkShape;
import io.aisle.contract.Classification.Head;
import io.aisle.training.data.Dataset;
import io.aisle.training.data.Split.Part;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;

/** Mini-batch training with Adam and a cosine learning rate (Loshchilov and Hutter, ICLR 2017, eq. 5). */
public final class Trainer {
    /** Enough to tell epochs apart; asking more takes longer than an epoch should. */
    private static final int MOST_VALIDATION = 4_000;
    /** Setting the rate compares all parameters (Deeplearning4j 1.0.0-M2.1), so it is done seldom. */
    private static final int STEPS_OF_ONE_RATE = 20;
    /** Share of the training in which the learning rate rises to its start. */
    private static final double WARM_UP = 0.02;

    /**
     * One epoch.
     *
     * @param loss sum over the heads, mean over the steps
     * @param accuracy of the fused head, on products that do not teach
     */
    public record Epoch(int number, double loss, double accuracy, double seconds) {}

    /**
     * @param network as it was after its best epoch, or at the start when none was better
     * @param curve every epoch
     */
    public record Trained(ComputationGraph network, List<Epoch> curve) {}

    private final Recipe recipe;
    private final Dataset data;
    private final PrintWriter screen;
    private final int[] training;
    private final int[] validation;
    private final ModalityDropout dropout;
    private final Random order;
    private final long start = System.nanoTime();

    public Trainer(Recipe recipe, Dataset data, PrintWriter screen) {
        this.recipe = recipe;
        this.data = data;
        this.screen = screen;
        this.training = data.of(Part.TRAINING);
        int[] held = data.of(Part.VALIDATION);
        this.validation = Arrays.copyOf(held, Math.min(held.length, MOST_VALIDATION));
        this.dropout = ModalityDropout.of(recipe.seed());
        this.order = new Random(recipe.seed());
    }

    /** The network learns from what it begins with: random numbers, word vectors, or a linear classifier. */
    public Trained train(NetworkShape shape) {
        Adam adam = new Adam(recipe.learningRate());
        boolean onFeatures = data.store().shape().length == 1;
        ComputationGraph network = onFeatures
                ? Network.onFeatures(shape, recipe.seed(), adam)
                : Network.trainable(shape, recipe.seed(), adam);
        begin(network, shape);
        List<Epoch> curve = epochs(network, new MiniBatch(data, shape.labels(), recipe.smoothing()));
        correctPrior(network, shape.labels());
        return new Trained(network, curve);
    }

    private void begin(ComputationGraph network, NetworkShape shape) {
        if (shape.text().pieces() > 0 && recipe.linear() > 0) {
            BagOfPieces.Learned learned = new BagOfPieces(shape.text().embedding(), recipe.linear(), recipe.seed())
                    .train(data, shape.text().rows(), shape.labels(), training, validation, screen);
            Network.beginWith(network, shape, learned.vectors(), learned.weights(), learned.bias());
        } else if (recipe.wordVectors() > 0) {
            INDArray vectors = new SkipGram(shape.text().embedding(), recipe.wordVectors(), recipe.seed())
                    .train(data, shape.text().vocabularySize());
            INDArray rows = network.getLayer(Network.WORDS).getParam("W");
            rows.get(NDArrayIndex.interval(0, vectors.rows()), NDArrayIndex.all())
                    .assign(vectors);
            Network.clearPadding(network);
        }
    }

    private List<Epoch> epochs(ComputationGraph network, MiniBatch batches) {
        List<Epoch> curve = new ArrayList<>();
        double best = validation.length == 0 ? 0 : answers(network).accuracy(Head.FUSED);
        INDArray kept = network.params().dup();
        for (int epoch = 1; epoch <= recipe.epochs() && progress(epoch - 1) < 1; epoch++) {
            double loss = epoch(network, batches, epoch);
            Answers answers = answers(network);
            double accuracy = validation.length == 0 ? epoch : answers.accuracy(Head.FUSED);
            curve.add(new Epoch(epoch, loss, accuracy, seconds()));
            report(curve, answers);
            if (accuracy >= best) {
                best = accuracy;
                kept.assign(network.params());
            }
        }
        network.setParams(kept);
        return curve;
    }

    private Answers answers(ComputationGraph network) {
        return Answers.of(network, data, validation, Set.of());
    }

    private double epoch(ComputationGraph network, MiniBatch batches, int epoch) {
        int[] products = recipe.sampling().epoch(training, data.labels(), order);
        int steps = Math.max(1, products.length / recipe.batchSize());
        double loss = 0;
        for (int step = 0; step < steps; step++) {
            double progress = progress(epoch - 1 + (double) step / steps);
            if (progress >= 1 && step > 0) {
                return loss / step;
            }
            if (step % STEPS_OF_ONE_RATE == 0) {
                network.setLearningRate(rate(progress));
            }
            int from = step * recipe.batchSize();
            int[] some = Arrays.copyOfRange(products, from, Math.min(products.length, from + recipe.batchSize()));
            network.fit(batches.of(some, dropout));
            Network.clearPadding(network);
            loss += network.score();
        }
        return loss / steps;
    }

    /** By epochs or by time, whichever is further on. */
    private double progress(double epochs) {
        double limit = recipe.limit().toNanos() / 1e9;
        return Math.max(epochs / recipe.epochs(), seconds() / limit);
    }

    private double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    private double rate(double progress) {
        double warm = Math.min(1, (progress + 1e-3) / WARM_UP);
        return warm * recipe.learningRate() * (0.01 + 0.495 * (1 + Math.cos(Math.PI * progress)));
    }

    /** What the sampling did to the heads' idea of how frequent a category is, their biases undo. */
    private void correctPrior(ComputationGraph network, int labels) {
        int[] counts = new int[labels];
        Arrays.stream(training).forEach(product -> counts[data.labels()[product]]++);
        float[] correction = recipe.sampling().correction(counts);
        for (Head head : Head.values()) {
            INDArray bias = network.getLayer(head.name()).getParam("b");
            bias.addi(Nd4j.createFromArray(correction).reshape(bias.shape()));
        }
    }

    private void report(List<Epoch> curve, Answers answers) {
        Epoch last = curve.get(curve.size() - 1);
        double progress = Math.max(progress(last.number()), 1e-3);
        Duration left = Duration.ofMillis((long) (1e3 * Math.max(0, last.seconds() * (1 / progress - 1))));
        screen.printf(
                Locale.ROOT,
                "epoch %3d/%d  loss %6.3f  held out: %s  time left %d:%02d%n",
                last.number(),
                recipe.epochs(),
                last.loss(),
                answers,
                left.toMinutes(),
                left.toSecondsPart());
        screen.flush();
    }
}
