package io.aisle.training.release;

import io.aisle.classifier.Encoder;
import io.aisle.classifier.ModelRelease;
import io.aisle.classifier.Pair;
import io.aisle.classifier.engine.Batch;
import io.aisle.classifier.engine.Engine;
import io.aisle.classifier.engine.Engines;
import io.aisle.classifier.engine.Quantizer;
import io.aisle.contract.Classification.Head;
import io.aisle.training.measure.SideBySide;
import io.aisle.training.measure.SideBySide.Outcome;
import io.aisle.training.release.Samples.Labelled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A network in 8 bits and how its answers compare with those in 32 bits.
 *
 * @param model the bytes of its file
 * @param outcome FP32 left, INT8 right
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Int8Network(byte[] model, Outcome outcome) {
    /** All activations of a few pictures are held at once. */
    private static final int CALIBRATING = 4;

    private static final int MEASURING = 32;

    /** The whole network in 8 bits; where that is not good enough, all but the heads, which decide. */
    static Int8Network of(ComputationGraph folded, ModelRelease release, Samples samples) {
        Set<String> heads = Arrays.stream(Head.values()).map(Head::name).collect(Collectors.toSet());
        Int8Network whole = of(folded, release, samples, Set.of());
        return whole.isAccepted() ? whole : of(folded, release, samples, heads);
    }

    private static Int8Network of(ComputationGraph folded, ModelRelease release, Samples samples, Set<String> learned) {
        byte[] model = quantized(folded, release, samples.calibrating(), learned);
        try (Engine exact = Engines.open(Engines.ONNX, release, 1);
                Engine coarse = Engines.openInt8(model, release.inputs(), 1)) {
            SideBySide comparison = new SideBySide(release.categories(), exact, coarse);
            Encoder encoder = Encoder.of(release);
            for (List<Labelled> some : chunks(samples.measuring(), MEASURING)) {
                comparison.ask(
                        encoder.encode(some.stream().map(Labelled::pair).toList()),
                        some.stream().map(Labelled::category).toList());
            }
            return new Int8Network(model, comparison.outcome());
        }
    }

    /**
     * The bytes of a network in 8 bits.
     *
     * @param learned layers that stay in 32 bits
     */
    public static byte[] quantized(
            ComputationGraph folded, ModelRelease release, List<Pair> calibrating, Set<String> learned) {
        Encoder encoder = Encoder.of(release);
        List<Batch> batches =
                chunks(calibrating, CALIBRATING).stream().map(encoder::encode).toList();
        return Quantizer.int8(folded, release.inputs(), batches, learned);
    }

    private static <T> List<List<T>> chunks(List<T> all, int size) {
        List<List<T>> chunks = new ArrayList<>();
        for (int from = 0; from < all.size(); from += size) {
            chunks.add(all.subList(from, Math.min(all.size(), from + size)));
        }
        return chunks;
    }

    boolean isAccepted() {
        return Int8Acceptance.refusal(outcome).isEmpty();
    }
}
