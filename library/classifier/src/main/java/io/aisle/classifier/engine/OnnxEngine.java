package io.aisle.classifier.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.aisle.classifier.ModelRelease;
import io.aisle.contract.Classification.Head;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.EnumMap;
import java.util.Map;

/**
 * ONNX Runtime on CPU: one session of one thread per worker, which beats one session of many threads when there are
 * enough products to keep every core busy.
 */
final class OnnxEngine {
    private OnnxEngine() {}

    static Engine open(ModelRelease release, int workers) {
        return open(release.file(ModelRelease.ONNX), release.inputs(), workers);
    }

    static Engine open(byte[] model, Inputs inputs, int workers) {
        EngineInfo info = new EngineInfo("onnx", "fp32", "cpu, " + workers + " sessions of 1 thread");
        return new PooledEngine(info, inputs, workers, () -> new Session(model));
    }

    /** One native session; used by one thread at a time. */
    private static final class Session implements PooledEngine.Worker {
        private final OrtEnvironment environment = OnnxRuntime.environment();
        private final OrtSession session;

        Session(byte[] model) {
            try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
                options.setIntraOpNumThreads(1);
                options.setInterOpNumThreads(1);
                options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
                session = environment.createSession(model, options);
            } catch (OrtException e) {
                throw new InferenceFailed("onnx: cannot open the model, " + e.getMessage(), e);
            }
        }

        @Override
        public Predictions predict(Batch batch) {
            long size = batch.size();
            long edge = batch.inputs().imageSize();
            try (OnnxTensor ids = OnnxTensor.createTensor(environment, IntBuffer.wrap(batch.ids()), new long[] {
                        size, batch.inputs().ids()
                    });
                    OnnxTensor images = OnnxTensor.createTensor(
                            environment, FloatBuffer.wrap(batch.images()), new long[] {size, 3, edge, edge});
                    OrtSession.Result result = session.run(Map.of("ids", ids, "images", images))) {
                return predictions(batch.size(), result);
            } catch (OrtException e) {
                throw new InferenceFailed("onnx: no answer for " + size + " products, " + e.getMessage(), e);
            }
        }

        private static Predictions predictions(int size, OrtSession.Result result) {
            Map<Head, float[]> heads = new EnumMap<>(Head.class);
            for (Head head : Head.values()) {
                OnnxTensor rows = (OnnxTensor) result.get(head.name()).orElseThrow();
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
                throw new InferenceFailed("onnx: session did not close, " + e.getMessage(), e);
            }
        }
    }
}
