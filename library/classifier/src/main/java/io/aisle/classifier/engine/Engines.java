package io.aisle.classifier.engine;

import io.aisle.classifier.ModelRelease;
import java.util.List;

/** The engines by the name an operator configures. */
public final class Engines {
    /** Names for {@link #open}. */
    public static final List<String> NAMES = List.of("onnx", "dl4j");

    private Engines() {}

    /** One worker per processor core. */
    public static Engine open(String name, ModelRelease release) {
        return open(name, release, Runtime.getRuntime().availableProcessors());
    }

    /**
     * @param name one of {@link #NAMES}
     * @param workers batches worked on at the same time, each on one core
     * @throws InferenceFailed when the name is unknown or the native library cannot be loaded
     */
    public static Engine open(String name, ModelRelease release, int workers) {
        return switch (name) {
            case "onnx" -> OnnxEngine.open(release, workers);
            case "dl4j" -> Dl4jEngine.open(release, workers);
            default ->
                throw new InferenceFailed("engine: there is none called '" + name + "', choose of " + NAMES, null);
        };
    }
}
