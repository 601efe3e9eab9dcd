package io.aisle.classifier.engine;

/**
 * Computes the network. Every implementation gives the same answers on a release's golden set. Thread-safe: calls
 * beyond {@link BatchPolicy#concurrency()} wait for their turn.
 */
public interface Engine extends AutoCloseable {
    /** What computes here. */
    EngineInfo info();

    /** The policy measured by {@link #warmUp()}, or a cautious one before it. */
    BatchPolicy batchPolicy();

    /** Runs batches of several sizes until the code is hot, and chooses the batch policy. Takes about a second. */
    void warmUp();

    /**
     * Blocking; the answer lives on the Java heap.
     *
     * @throws InferenceFailed when the engine refuses the batch or is closed
     */
    Predictions predict(Batch batch);

    /** Frees native memory after the calls in flight have ended. */
    @Override
    void close();
}
