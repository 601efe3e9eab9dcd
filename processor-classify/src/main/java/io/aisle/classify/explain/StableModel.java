package io.aisle.classify.explain;

import io.aisle.classifier.ModelRelease;
import io.aisle.classifier.engine.Engine;

/** Who answers just now; asked anew for every explanation. */
@FunctionalInterface
public interface StableModel {
    /** The release that serves, with the engine opened for it. Both stay their owner's. */
    Serving now();

    /**
     * A model that answers.
     *
     * @param release its files
     * @param engine what computes it
     */
    record Serving(ModelRelease release, Engine engine) {}
}
