package io.aisle.training;

import io.aisle.classifier.network.Network;
import io.aisle.classifier.network.NetworkShape;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Plain mini-batch training with Adam and a cosine learning rate (Loshchilov and Hutter, ICLR 2017, eq. 5).
 *
 * @param epochs times every example is seen
 * @param batchSize examples of one step
 * @param learningRate at the start
 */
record Trainer(int epochs, int batchSize, double learningRate, long seed, PrintWriter screen) {
    ComputationGraph train(NetworkShape shape, Dataset training, Dataset validation) {
        ComputationGraph network = Network.trainable(shape, seed, new Adam(learningRate));
        MiniBatch batches = new MiniBatch(training, shape.labels());
        ModalityDropout dropout = ModalityDropout.of(seed);
        Random order = new Random(seed);
        long start = System.nanoTime();
        for (int epoch = 1; epoch <= epochs; epoch++) {
            double loss = epoch(network, batches, shuffled(training.size(), order), dropout, epoch);
            report(epoch, loss, Scores.of(network, validation), System.nanoTime() - start);
        }
        return network;
    }

    private double epoch(ComputationGraph network, MiniBatch batches, int[] order, ModalityDropout dropout, int epoch) {
        int steps = order.length / batchSize;
        double loss = 0;
        for (int step = 0; step < steps; step++) {
            network.setLearningRate(rate((epoch - 1 + (double) step / steps) / epochs));
            int[] rows = Arrays.copyOfRange(order, step * batchSize, (step + 1) * batchSize);
            network.fit(batches.of(rows, dropout));
            Network.clearPadding(network);
            loss += network.score();
        }
        return loss / steps;
    }

    private double rate(double progress) {
        return learningRate * (0.02 + 0.49 * (1 + Math.cos(Math.PI * progress)));
    }

    private static int[] shuffled(int size, Random random) {
        int[] order = IntStream.range(0, size).toArray();
        for (int at = size - 1; at > 0; at--) {
            int other = random.nextInt(at + 1);
            int kept = order[at];
            order[at] = order[other];
            order[other] = kept;
        }
        return order;
    }

    private void report(int epoch, double loss, Scores scores, long nanos) {
        Duration left = Duration.ofNanos(nanos / epoch * (epochs - epoch));
        screen.printf(
                "epoch %d/%d  loss %.3f  validation: %s  time left %d:%02d%n",
                epoch, epochs, loss, scores, left.toMinutes(), left.toSecondsPart());
        screen.flush();
    }
}
