package io.aisle.classifier.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import io.aisle.classifier.onnx.ActivationRanges;
import io.aisle.classifier.onnx.ActivationRanges.Range;
import io.aisle.classifier.onnx.OnnxExporter;
import io.aisle.contract.Classification.Head;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Shows products to a network and notes between which values its activations lie. Not thread-safe. */
final class RangeObserver implements AutoCloseable {
    private static final Set<String> HEADS =
            Arrays.stream(Head.values()).map(Head::name).collect(Collectors.toSet());

    private final OnnxSession session;
    private final Map<String, Histogram> histograms = new HashMap<>();

    /** @param folded without batch norm layers */
    RangeObserver(ComputationGraph folded, Inputs inputs) {
        this.session = new OnnxSession("calibration", OnnxExporter.exportObserved(folded, inputs));
    }

    /** Few products at a time: all their activations are held at once, some 30 MB for a picture of 224 pixels. */
    void observe(Batch products) {
        session.run(products, result -> {
            for (Map.Entry<String, OnnxValue> output : result) {
                if (!HEADS.contains(output.getKey())) {
                    histograms
                            .computeIfAbsent(output.getKey(), any -> new Histogram())
                            .add(((OnnxTensor) output.getValue()).getFloatBuffer());
                }
            }
            return products.size();
        });
    }

    /**
     * The ranges seen.
     *
     * @param outside share of an activation's values that may be cut off at either end
     * @param learned layers that are to stay as they were learned
     */
    ActivationRanges ranges(double outside, Set<String> learned) {
        Map<String, Range> ranges = new HashMap<>();
        histograms.forEach((name, histogram) -> ranges.put(name, histogram.without(outside)));
        return new ActivationRanges(ranges, learned);
    }

    @Override
    public void close() {
        session.close();
    }
}
