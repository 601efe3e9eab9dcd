package io.aisle.classifier.engine;

import io.aisle.classifier.ModelRelease;

/**
 * ONNX Runtime on CPU: one session of one thread per worker, which beats one session of many threads when there are
 * enough products to keep every core busy.
 */
final class OnnxEngine {
    private OnnxEngine() {}

    static Engine open(ModelRelease release, int workers) {
        return open(release.file(ModelRelease.ONNX), release.inputs(), workers);
    }

    static Engine openInt8(ModelRelease release, int workers) {
        if (!release.has(ModelRelease.ONNX_INT8)) {
            throw new InferenceFailed(
                    Engines.ONNX_INT8 + ": model " + release.manifest().name() + " has no INT8 network ("
                            + ModelRelease.ONNX_INT8 + "). Choose the engine onnx, or a release that has one",
                    null);
        }
        return openInt8(release.file(ModelRelease.ONNX_INT8), release.inputs(), workers);
    }

    static Engine open(byte[] model, Inputs inputs, int workers) {
        return open(Engines.ONNX, "fp32", model, inputs, workers);
    }

    static Engine openInt8(byte[] model, Inputs inputs, int workers) {
        return open(Engines.ONNX_INT8, "int8", model, inputs, workers);
    }

    private static Engine open(String name, String precision, byte[] model, Inputs inputs, int workers) {
        EngineInfo info = new EngineInfo(name, precision, "cpu, " + workers + " sessions of 1 thread");
        return new PooledEngine(info, inputs, workers, () -> new OnnxSession(name, model));
    }
}
