package io.aisle.classifier.network;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;

/** Puts a network that was trained on the features of a backbone together with that backbone. */
public final class Assembly {
    private Assembly() {}

    /**
     * The whole network, for inference.
     *
     * @param onFeatures what {@link Network#onFeatures} trained
     * @param backbone its picture branch; null for products without pictures, whose branch then says nothing
     */
    public static ComputationGraph of(ComputationGraph onFeatures, NetworkShape shape, @Nullable Backbone backbone) {
        ComputationGraph whole = Network.folded(shape);
        for (Layer target : whole.getLayers()) {
            String name = target.conf().getLayer().getLayerName();
            if (onFeatures.getConfiguration().getVertices().containsKey(name)) {
                onFeatures.getLayer(name).paramTable().forEach((key, values) -> target.getParam(key)
                        .assign(values));
            } else if (backbone == null) {
                target.paramTable().values().forEach(values -> values.assign(0));
            } else {
                backbone.copyTo(target);
            }
        }
        return whole;
    }
}
