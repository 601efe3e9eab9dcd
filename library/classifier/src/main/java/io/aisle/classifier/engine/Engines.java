package io.aisle.classifier.engine;

import io.aisle.classifier.ModelRelease;
import java.util.List;

/** The engines by the name an operator configures. */
public final class Engines {
    /** ONNX Runtime, 32-bit floats. */
    public static final String ONNX = "onnx";
    /** ONNX Runtime, 8-bit integers; only for a release that has such a network. */
    public static final String ONNX_INT8 = "onnx-int8";
    /** Deeplearning4j, 32-bit floats. */
    public static final String DL4J = "dl4j";

    /** Names for {@link #open}. */
    public static final List<String> NAMES = List.of(ONNX, ONNX_INT8, DL4J);

    private Engines() {}

    /** Names of those that can compute this release. */
    public static List<String> of(ModelRelease release) {
        return release.has(ModelRelease.ONNX_INT8) ? NAMES : List.of(ONNX, DL4J);
    }

    /** One worker per processor core. */
    public static Engine open(String name, ModelRelease release) {
        return open(name, release, Runtime.getRuntime().availableProcessors());
    }

    /**
     * @param name one of {@link #NAMES}
     * @param workers batches worked on at the same time, each on one core
     * @throws InferenceFailed when the name is unknown, the release has no network for it, or the native library cannot
     *     be loaded
     */
    public static Engine open(String name, ModelRelease release, int workers) {
        return switch (name) {
            case ONNX -> OnnxEngine.open(release, workers);
            case ONNX_INT8 -> OnnxEngine.openInt8(release, workers);
            case DL4J -> Dl4jEngine.open(release, workers);
            default ->
                throw new InferenceFailed("engine: there is none called '" + name + "', choose of " + NAMES, null);
        };
    }

    /** For an 8-bit network that is in no release yet. */
    public static Engine openInt8(byte[] model, Inputs inputs, int workers) {
        return OnnxEngine.openInt8(model, inputs, workers);
    }

    /** ONNX Runtime with a network that is in no release yet; one worker per processor core. */
    public static Engine onnx(byte[] model, Inputs inputs) {
        return OnnxEngine.open(model, inputs, Runtime.getRuntime().availableProcessors());
    }
}
