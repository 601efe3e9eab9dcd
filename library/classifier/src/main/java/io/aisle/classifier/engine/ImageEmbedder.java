package io.aisle.classifier.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.aisle.classifier.network.Backbone;
import io.aisle.classifier.network.Network;
import io.aisle.classifier.onnx.OnnxExporter;
import java.nio.FloatBuffer;
import java.util.Map;

/** Pictures to the features of a backbone, through ONNX Runtime. Thread-safe: each call uses its caller's thread. */
public final class ImageEmbedder implements AutoCloseable {
    private final int imageSize;
    private final int units;
    private final OrtEnvironment environment = OnnxRuntime.environment();
    private final OrtSession session;

    /** @param imageSize edge of the pictures in pixels */
    public ImageEmbedder(Backbone backbone, int imageSize) {
        this.imageSize = imageSize;
        this.units = backbone.shape(imageSize).units();
        byte[] model = OnnxExporter.exportImageBranch(backbone.branch(imageSize), imageSize);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            session = environment.createSession(model, options);
        } catch (OrtException e) {
            throw new InferenceFailed("backbone: cannot be opened, " + e.getMessage(), e);
        }
    }

    /** Values of one picture's features. */
    public int units() {
        return units;
    }

    /**
     * @param images {@code [size, 3, S, S]}, as in {@link Batch}
     * @return {@code [size, units]}
     */
    public float[] embed(float[] images, int size) {
        long[] shape = {size, 3, imageSize, imageSize};
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(images), shape);
                OrtSession.Result result = session.run(Map.of(Network.IMAGES, tensor))) {
            FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] features = new float[values.remaining()];
            values.get(features);
            return features;
        } catch (OrtException e) {
            throw new InferenceFailed("backbone: no answer for " + size + " pictures, " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new InferenceFailed("backbone: session did not close", e);
        }
    }
}
