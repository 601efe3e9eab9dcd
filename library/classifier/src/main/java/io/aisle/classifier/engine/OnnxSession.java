package io.aisle.classifier.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.aisle.contract.Classification.Head;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.EnumMap;
import java.util.Map;

/** One native session of one thread; used by one thread at a time. */
final class OnnxSession implements PooledEngine.Worker {
    private final String engine;
    private final OrtEnvironment environment = OnnxRuntime.environment();
    private final OrtSession session;

    /** @param engine its name in messages */
    OnnxSession(String engine, byte[] model) {
        this.engine = engine;
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            session = environment.createSession(model, options);
        } catch (OrtException e) {
            throw new InferenceFailed(engine + ": cannot open the model, " + e.getMessage(), e);
        }
    }

    /** What is done with the outputs while they live. */
    interface Reading<T> {
        T read(OrtSession.Result outputs) throws OrtException;
    }

    <T> T run(Batch batch, Reading<T> reading) {
        long size = batch.size();
        long edge = batch.inputs().imageSize();
        long[] idsShape = {size, batch.inputs().ids()};
        long[] imagesShape = {size, 3, edge, edge};
        try (OnnxTensor ids = OnnxTensor.createTensor(environment, IntBuffer.wrap(batch.ids()), idsShape);
                OnnxTensor images =
                        OnnxTensor.createTensor(environment, FloatBuffer.wrap(batch.images()), imagesShape);
                OrtSession.Result outputs = session.run(Map.of("ids", ids, "images", images))) {
            return reading.read(outputs);
        } catch (OrtException e) {
            throw new InferenceFailed(engine + ": no answer for " + size + " products, " + e.getMessage(), e);
        }
    }

    @Override
    public Predictions predict(Batch batch) {
        return run(batch, outputs -> predictions(batch.size(), outputs));
    }

    private static Predictions predictions(int size, OrtSession.Result outputs) {
        Map<Head, float[]> heads = new EnumMap<>(Head.class);
        for (Head head : Head.values()) {
            OnnxTensor rows = (OnnxTensor) outputs.get(head.name()).orElseThrow();
            FloatBuffer values = rows.getFloatBuffer();
            float[] copy = new float[values.remaining()];
            values.get(copy);
            heads.put(head, copy);
        }
        return new Predictions(size, length(heads) / size, heads);
    }

    @SuppressWarnings("NullAway") // every head is there
    private static int length(Map<Head, float[]> heads) {
        return heads.get(Head.FUSED).length;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new InferenceFailed(engine + ": session did not close, " + e.getMessage(), e);
        }
    }
}
