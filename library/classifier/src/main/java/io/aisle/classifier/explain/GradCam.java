package io.aisle.classifier.explain;

import io.aisle.classifier.ModelRelease;
import io.aisle.classifier.engine.Batch;
import io.aisle.classifier.engine.InnerValues;
import io.aisle.classifier.engine.InnerValues.Inner;
import io.aisle.classifier.network.Network;
import io.aisle.classifier.onnx.Backward;
import io.aisle.classifier.onnx.WrittenGraph;
import io.aisle.contract.Classification.Head;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Gradient-weighted class activation maps (Selvaraju et al., Grad-CAM, ICCV 2017, eq. 1 and 2): the last feature map
 * A of the picture branch, {@code [channels, rows, columns]}, its channels weighted by the mean gradient of the
 * category's score and summed, negative values cut to 0. As only the average g over all places is read behind A, the
 * gradient is the same at every place, and the weight of channel k is dy/dg_k but for a constant factor: exact without
 * differentiating a convolution, also where a dense layer stands between g and the head.
 *
 * <p>The score y is the log-odds of the category where the paper has its logit: dy/dz is 1 for the category and
 * -p_j / (1 - p) for every other j, so that what raises all logits alike does not count, and weights and map speak of the
 * same quantity. Computed by ONNX Runtime from the release's FP32 network, whichever engine serves. Thread-safe.
 */
final class GradCam implements AutoCloseable {
    private final String map;
    private final String pooled;
    private final Backward backward;
    private final InnerValues inner;

    GradCam(ModelRelease release, Head head) {
        WrittenGraph graph = WrittenGraph.parse(release.file(ModelRelease.ONNX));
        this.pooled = graph.pooled(Network.IMAGES);
        this.map = graph.inputOf(pooled, "GlobalAveragePool");
        this.backward = new Backward(graph, pooled, graph.inputOf(head.name(), "Softmax"));
        Set<String> shown = new LinkedHashSet<>(backward.needs());
        shown.add(map);
        this.inner = new InnerValues(graph.showing(shown));
    }

    /**
     * @param batch one product
     * @param probabilities of the head, calibrated, by label
     */
    HeatMap of(Batch batch, int label, double[] probabilities) {
        Map<String, Inner> tensors = inner.of(batch);
        Map<String, float[]> values = new HashMap<>();
        tensors.forEach((name, tensor) -> values.put(name, tensor.values()));
        Inner features = tensors.get(map);
        if (features == null) {
            throw new IllegalStateException("grad-cam: asked for " + map + " and did not get it");
        }
        int channels = (int) features.shape()[1];
        float[] weights = backward.gradient(logOddsGradient(label, probabilities), values, channels);
        return weighted(features, weights);
    }

    /** By the logits. Without an alternative the log-odds move with the category's own logit alone. */
    private static float[] logOddsGradient(int label, double[] probabilities) {
        double others = 0;
        for (int other = 0; other < probabilities.length; other++) {
            others += other == label ? 0 : probabilities[other];
        }
        float[] gradient = new float[probabilities.length];
        for (int other = 0; other < probabilities.length && others > 0; other++) {
            gradient[other] = (float) (-probabilities[other] / others);
        }
        gradient[label] = 1;
        return gradient;
    }

    private static HeatMap weighted(Inner features, float[] weights) {
        int rows = (int) features.shape()[2];
        int columns = (int) features.shape()[3];
        float[] sum = new float[rows * columns];
        for (int channel = 0; channel < weights.length; channel++) {
            for (int at = 0; at < sum.length; at++) {
                sum[at] += weights[channel] * features.values()[channel * sum.length + at];
            }
        }
        return HeatMap.scaled(rows, columns, sum);
    }

    @Override
    public void close() {
        inner.close();
    }
}
