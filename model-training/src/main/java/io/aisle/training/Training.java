package io.aisle.training;

import io.aisle.classifier.CategoryTree;
import io.aisle.classifier.Encoder;
import io.aisle.classifier.network.NetworkShape;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * What a training leaves.
 *
 * @param command what a person would type to make it again
 * @param seconds how long it took, with the making of the products
 */
record Training(
        CategoryTree tree,
        NetworkShape shape,
        Examples examples,
        Encoder encoder,
        ComputationGraph network,
        String command,
        double seconds) {}
