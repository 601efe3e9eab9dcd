package io.aisle.training.release;

import io.aisle.classifier.CategoryTree;
import io.aisle.classifier.Encoder;
import io.aisle.classifier.network.NetworkShape;
import io.aisle.features.text.Vocabulary;
import io.aisle.training.data.Dataset;
import io.aisle.training.learn.Trainer.Trained;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * What a training leaves.
 *
 * @param name of the model
 * @param command what a person would type to make it again
 * @param trained the network as it learned, which answers what {@code data} holds
 * @param whole the network that reads pictures, as it is kept
 * @param folded the same without batch norm layers, as it is served
 */
public record Training(
        String name,
        String command,
        CategoryTree tree,
        NetworkShape shape,
        Vocabulary vocabulary,
        Dataset data,
        Trained trained,
        ComputationGraph whole,
        ComputationGraph folded) {
    /** What made the network's inputs. */
    public Encoder encoder() {
        return Encoder.of(vocabulary.sha256(), shape);
    }
}
