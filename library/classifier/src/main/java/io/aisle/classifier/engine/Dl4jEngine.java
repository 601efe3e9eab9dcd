package io.aisle.classifier.engine;

import io.aisle.classifier.ModelRelease;
import io.aisle.classifier.network.BatchNormFolding;
import io.aisle.classifier.network.Network;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Deeplearning4j on CPU with folded batch norm: one graph per worker, as a graph is not thread-safe. Start the process
 * with {@code OMP_NUM_THREADS=1}, or every worker starts a thread per core, and with high
 * {@code MALLOC_MMAP_THRESHOLD_} and {@code MALLOC_TRIM_THRESHOLD_}, or glibc hands every large block back to the kernel.
 */
final class Dl4jEngine {
    private Dl4jEngine() {}

    static Engine open(ModelRelease release, int workers) {
        ComputationGraph trained = Network.restore(release.file(ModelRelease.NETWORK));
        return open(BatchNormFolding.fold(trained, release.shape()), release.inputs(), workers);
    }

    static Engine open(ComputationGraph folded, Inputs inputs, int workers) {
        EngineInfo info = new EngineInfo("dl4j", "fp32", "cpu, " + workers + " graphs");
        return new PooledEngine(info, inputs, workers, () -> new Graph(folded.clone()));
    }

    private record Graph(ComputationGraph network) implements PooledEngine.Worker {
        @Override
        public Predictions predict(Batch batch) {
            try {
                return Tensors.predict(network, batch);
            } catch (RuntimeException e) {
                throw new InferenceFailed("dl4j: no answer for " + batch.size() + " products, " + e.getMessage(), e);
            }
        }

        @Override
        public void close() {
            network.params().close();
        }
    }
}
