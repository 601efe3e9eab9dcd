package io.aisle.classifier.network;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;

/** Puts a network together with the parts that did not learn with it: a backbone, a linear classifier. */
public final class Assembly {
    private Assembly() {}

    /**
     * The whole network without batch norm layers, for inference.
     *
     * @param onFeatures what {@link Network#onFeatures} trained
     * @param backbone its picture branch; null for products without pictures, whose branch then says nothing
     * @param linear the linear classifier of a linear shape, {@code [1 + buckets, labels + 1]}
     */
    public static ComputationGraph of(
            ComputationGraph onFeatures, NetworkShape shape, @Nullable Backbone backbone, float @Nullable [] linear) {
        ComputationGraph whole = Network.folded(shape);
        for (Layer target : whole.getLayers()) {
            if (!isCopied(onFeatures, target) && !isLinear(target, linear)) {
                addPicture(target, backbone);
            }
        }
        return whole;
    }

    /** The same of what {@link Network#trainable} trained, with its batch norm layers. */
    public static ComputationGraph of(ComputationGraph trained, NetworkShape shape, float @Nullable [] linear) {
        if (linear == null) {
            return trained;
        }
        ComputationGraph whole = Network.whole(shape);
        for (Layer target : whole.getLayers()) {
            if (!isLinear(target, linear)) {
                isCopied(trained, target);
            }
        }
        return whole;
    }

    private static boolean isCopied(ComputationGraph from, Layer target) {
        String name = target.conf().getLayer().getLayerName();
        boolean there = from.getConfiguration().getVertices().containsKey(name);
        if (there) {
            from.getLayer(name).paramTable().forEach((key, values) -> target.getParam(key)
                    .assign(values));
        }
        return there;
    }

    private static boolean isLinear(Layer target, float @Nullable [] linear) {
        boolean is = target.conf().getLayer().getLayerName().equals(LinearPart.ROWS);
        if (is && linear != null) {
            long[] shape = target.getParam("W").shape();
            target.getParam("W").assign(Nd4j.create(linear, shape, 'c'));
        }
        return is;
    }

    private static void addPicture(Layer target, @Nullable Backbone backbone) {
        if (target.paramTable() == null || target.paramTable().isEmpty()) {
            return;
        }
        if (backbone == null) {
            target.paramTable().values().forEach(values -> values.assign(0));
        } else {
            backbone.copyTo(target);
        }
    }
}
