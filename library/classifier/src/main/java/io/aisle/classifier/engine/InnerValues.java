package io.aisle.classifier.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.aisle.classifier.network.Network;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.HashMap;
import java.util.Map;

/** Tensors from inside a network, through ONNX Runtime. Thread-safe: each call uses its caller's thread. */
public final class InnerValues implements AutoCloseable {
    private final OrtEnvironment environment = OnnxRuntime.environment();
    private final OrtSession session;

    /**
     * One tensor.
     *
     * @param shape its dimensions
     * @param values in the order of the last dimension
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Inner(long[] shape, float[] values) {}

    /** @param model an ONNX file whose outputs are the tensors wanted */
    public InnerValues(byte[] model) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            session = environment.createSession(model, options);
        } catch (OrtException e) {
            throw new InferenceFailed("onnx: cannot open the network to look inside, " + e.getMessage(), e);
        }
    }

    /** The tensors by name. */
    public Map<String, Inner> of(Batch batch) {
        long size = batch.size();
        long edge = batch.inputs().imageSize();
        long[] words = {size, batch.inputs().ids()};
        long[] pictures = {size, 3, edge, edge};
        try (OnnxTensor ids = OnnxTensor.createTensor(environment, IntBuffer.wrap(batch.ids()), words);
                OnnxTensor images = OnnxTensor.createTensor(environment, FloatBuffer.wrap(batch.images()), pictures);
                OrtSession.Result result = session.run(Map.of(Network.IDS, ids, Network.IMAGES, images))) {
            Map<String, Inner> inner = new HashMap<>();
            for (Map.Entry<String, OnnxValue> output : result) {
                OnnxTensor tensor = (OnnxTensor) output.getValue();
                FloatBuffer values = tensor.getFloatBuffer();
                float[] copy = new float[values.remaining()];
                values.get(copy);
                inner.put(output.getKey(), new Inner(tensor.getInfo().getShape(), copy));
            }
            return inner;
        } catch (OrtException e) {
            throw new InferenceFailed("onnx: no look inside for " + size + " products, " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new InferenceFailed("onnx: session did not close, " + e.getMessage(), e);
        }
    }
}
