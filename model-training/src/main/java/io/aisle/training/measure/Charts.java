package io.aisle.training.measure;

import io.aisle.classifier.ModelRelease;
import io.aisle.contract.Codec;
import io.aisle.training.learn.Trainer.Epoch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The report's plots. */
record Charts(Evaluation evaluation, Path directory) {
    /** Bins with fewer products say more about chance than about the model. */
    private static final int FEWEST = 5;

    void reliability() throws IOException {
        List<Plots.Line> lines = new ArrayList<>();
        Report.cards(evaluation).forEach((name, card) -> {
            List<double[]> points = points(card.reliability());
            if (!points.isEmpty()) {
                lines.add(new Plots.Line(name, points));
            }
        });
        lines.add(new Plots.Line("perfect", List.of(new double[] {0, 0}, new double[] {1, 1})));
        Plots.write(
                directory.resolve("reliability.png"),
                "Reliability (bins of " + FEWEST + " products and more)",
                "confidence",
                "share that is right",
                lines);
    }

    private static List<double[]> points(Reliability reliability) {
        List<double[]> points = new ArrayList<>();
        for (int bin = 0; bin < Reliability.BINS; bin++) {
            Reliability.Bin one = reliability.bin(bin);
            if (one.products() >= FEWEST) {
                points.add(new double[] {one.confidence(), one.accuracy()});
            }
        }
        return points;
    }

    /** How many products each confidence has: a curve over few products is to be read with care. */
    void confidence() throws IOException {
        Reliability last = evaluation.afterRules().reliability();
        List<double[]> points = new ArrayList<>();
        for (int bin = 0; bin < Reliability.BINS; bin++) {
            points.add(new double[] {
                (bin + 0.5) / Reliability.BINS,
                100.0 * last.bin(bin).products() / evaluation.judged().size()
            });
        }
        Plots.write(
                directory.resolve("confidence.png"),
                "How sure the final answer is",
                "confidence",
                "% of the products",
                List.of(new Plots.Line("final", points)));
    }

    /** Whether the release says how it learned. */
    boolean curve() throws IOException {
        if (!evaluation.release().manifest().files().containsKey(ModelRelease.CURVE)) {
            return false;
        }
        Epoch[] epochs = Codec.decode(evaluation.release().file(ModelRelease.CURVE), Epoch[].class);
        plot("learning.png", "Learning", "leaf accuracy, held out", epochs, Epoch::accuracy);
        plot("loss.png", "Loss, all heads together", "mean over the epoch", epochs, Epoch::loss);
        return true;
    }

    private void plot(String file, String title, String y, Epoch[] epochs, ToDoubleFunction<Epoch> value)
            throws IOException {
        List<double[]> points = Stream.of(epochs)
                .map(epoch -> new double[] {epoch.number(), value.applyAsDouble(epoch)})
                .toList();
        Plots.write(directory.resolve(file), title, "epoch", y, List.of(new Plots.Line("fused", points)));
    }
}
