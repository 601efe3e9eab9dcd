package io.aisle.training.learn;

import io.aisle.classifier.network.Network;
import io.aisle.classifier.network.NetworkShape;
import io.aisle.contract.Classification.Head;
import io.aisle.training.data.Dataset;
import io.aisle.training.data.Evenly;
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
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;

/** Mini-batch training with Adam and a cosine learning rate (Loshchilov and Hutter, ICLR 2017, eq. 5). */
public final class Trainer {
    /** Enough to tell epochs apart; asking more takes longer than an epoch should. */
    private static final int MOST_VALIDATION = 4_000;
    /** Products asked about at once; their answers are kept no longer than that. */
    private static final int WATCHED = 4_096;
    /** Setting the rate compares all parameters (Deeplearning4j 1.0.0-M2.1), so it is done seldom. */
    private static final int STEPS_OF_ONE_RATE = 20;
    /** Share of the training in which the learning rate rises to its start. */
    private static final double WARM_UP = 0.02;

    /**
     * One epoch.
     *
     * @param loss sum over the heads, mean over the steps
     * @param accuracy of the fused head, on products that do not teach; 0 where there are none
     */
    public record Epoch(int number, double loss, double accuracy, double seconds) {}

    /**
     * @param network as it was after the epoch whose heads are right most often on average, or at the start when no
     *     epoch was better
     * @param curve every epoch
     * @param linear the linear classifier of a linear shape, as the network holds it
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Trained(ComputationGraph network, List<Epoch> curve, float @Nullable [] linear) {}

    private final Recipe recipe;
    private final Dataset data;
    private final Lessons lessons;
    private final PrintWriter screen;
    private final int[] validation;
    private final ModalityDropout dropout;
    private final Random order;
    private final Beginnings known;
    private final long start = System.nanoTime();
    /** What was spent before the network's first step, and does not count against its time. */
    private double before;

    /** Every product teaches the label it has. */
    public Trainer(Recipe recipe, Dataset data, PrintWriter screen) {
        this(recipe, data, screen, new Beginnings());
    }

    /** @param known what trainings with the same data began with; what is new is added */
    public Trainer(Recipe recipe, Dataset data, PrintWriter screen, Beginnings known) {
        this(recipe, data, Lessons.of(data).with(recipe.sampling(), new double[0]), screen, known);
    }

    public Trainer(Recipe recipe, Dataset data, Lessons lessons, PrintWriter screen) {
        this(recipe, data, lessons, screen, new Beginnings());
    }

    private Trainer(Recipe recipe, Dataset data, Lessons lessons, PrintWriter screen, Beginnings known) {
        this.known = known;
        this.recipe = recipe;
        this.data = data;
        this.lessons = lessons;
        this.screen = screen;
        this.validation = Evenly.of(data.of(Part.VALIDATION), MOST_VALIDATION);
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
        float[] linear = begin(network, shape);
        before = Math.max(0, seconds() - recipe.limit().toNanos() / 2e9);
        shift(network, lessons.offset());
        List<Epoch> curve = epochs(network, new MiniBatch(data, lessons.labels(), shape.labels(), recipe.smoothing()));
        shift(network, prior());
        return new Trained(network, curve, linear);
    }

    private float @Nullable [] begin(ComputationGraph network, NetworkShape shape) {
        if (shape.text().linear()) {
            return beginLinear(network, shape);
        }
        if (shape.text().pieces() > 0 && recipe.linear() > 0) {
            BagOfPieces first = new BagOfPieces(shape.text().embedding(), recipe.linear(), recipe.seed());
            BagOfPieces.Learned learned = known.bag(
                    first,
                    lessons.sampling(),
                    () -> first.train(data, shape.text().rows(), lessons, validation, screen));
            lessons.labels().restart();
            Network.beginWith(network, shape, learned.vectors(), learned.weights(), learned.bias());
        } else if (recipe.wordVectors() > 0) {
            INDArray vectors = new SkipGram(shape.text().embedding(), recipe.wordVectors(), recipe.seed())
                    .train(data, shape.text().vocabularySize());
            INDArray rows = network.getLayer(Network.WORDS).getParam("W");
            rows.get(NDArrayIndex.interval(0, vectors.rows()), NDArrayIndex.all())
                    .assign(vectors);
            Network.clearPadding(network);
        }
        return null;
    }

    private float[] beginLinear(ComputationGraph network, NetworkShape shape) {
        LinearClassifier classifier = new LinearClassifier(
                data, lessons, shape.text().pieceBuckets(), shape.labels(), recipe.linear(), recipe.seed());
        LinearScores.Linear linear = known.linear(classifier, lessons.products());
        Network.beginWith(network, shape, linear.bias(), linear.scale());
        screen.printf(
                Locale.ROOT,
                "%.0f s  n-grams alone, linear: %s%n",
                seconds(),
                validation.length == 0 ? "" : Answers.of(network, data, validation, Set.of()));
        screen.flush();
        // What is added to the logits while the network learns, the linear classifier knows already.
        shift(network, negative(lessons.offset()), List.of(Head.NAME, Head.FUSED));
        return linear.rows();
    }

    private List<Epoch> epochs(ComputationGraph network, MiniBatch batches) {
        List<Epoch> curve = new ArrayList<>();
        boolean judged = validation.length > 0;
        double best = judged ? answers(network).accuracy() : 0;
        INDArray kept = network.params().dup();
        for (int epoch = 1; epoch <= recipe.epochs() && progress(epoch - 1) < 1; epoch++) {
            double loss = epoch(network, batches, epoch);
            watch(network);
            Answers answers = answers(network);
            double accuracy = judged ? answers.accuracy() : epoch;
            curve.add(new Epoch(epoch, loss, judged ? answers.accuracy(Head.FUSED) : 0, seconds()));
            report(curve, answers);
            if (accuracy >= best) {
                best = accuracy;
                kept.assign(network.params());
            }
        }
        network.setParams(kept);
        return curve;
    }

    /** As it will answer when the sampling is undone: two states are compared by what they are worth then. */
    private Answers answers(ComputationGraph network) {
        float[] prior = prior();
        shift(network, prior);
        try {
            return Answers.of(network, data, validation, Set.of());
        } finally {
            shift(network, negative(prior));
        }
    }

    private double epoch(ComputationGraph network, MiniBatch batches, int epoch) {
        int[] products = lessons.teaching(lessons.epoch(order));
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
        return Math.max(epochs / recipe.epochs(), (seconds() - before) / limit);
    }

    private double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    private double rate(double progress) {
        double warm = Math.min(1, (progress + 1e-3) / WARM_UP);
        return warm * recipe.learningRate() * (0.01 + 0.495 * (1 + Math.cos(Math.PI * progress)));
    }

    /** What the network says of all that teach, before the next epoch decides which label each teaches. */
    private void watch(ComputationGraph network) {
        Labels teacher = lessons.labels();
        int[] products = teacher.listens() ? lessons.products() : new int[0];
        for (int from = 0; from < products.length; from += WATCHED) {
            int[] some = Arrays.copyOfRange(products, from, Math.min(products.length, from + WATCHED));
            Answers answers = Answers.of(network, data, some, Set.of());
            for (int at = 0; at < some.length; at++) {
                float[] row = answers.predictions().row(Head.FUSED, at);
                teacher.note(some[at], Answers.best(row), -Math.log(row[teacher.given(some[at])]));
            }
        }
        teacher.nextEpoch();
    }

    /** What the sampling did to the heads' idea of how frequent a category is, their biases undo. */
    private float[] prior() {
        float[] correction = lessons.correction();
        float[] offset = lessons.offset();
        for (int label = 0; label < offset.length; label++) {
            correction[label] -= offset[label];
        }
        return correction;
    }

    private static float[] negative(float[] logits) {
        float[] negative = logits.clone();
        for (int label = 0; label < negative.length; label++) {
            negative[label] = -negative[label];
        }
        return negative;
    }

    private static void shift(ComputationGraph network, float[] logits) {
        shift(network, logits, List.of(Head.values()));
    }

    private static void shift(ComputationGraph network, float[] logits, List<Head> heads) {
        for (Head head : heads) {
            INDArray bias = network.getLayer(head.name()).getParam("b");
            bias.addi(Nd4j.createFromArray(logits).reshape(bias.shape()));
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
