package io.aisle.classify.models;

import io.aisle.classifier.ModelRelease;
import io.aisle.classifier.engine.Engine;

/** Opens the configured engine for a release; whoever opened it closes it. */
@FunctionalInterface
public interface EngineOpener {
    /** Blocking: native libraries are loaded and the model is read. */
    Engine open(ModelRelease release);
}
