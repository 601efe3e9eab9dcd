package io.aisle.classifier.network;

import static io.aisle.contract.TextFeatures.MALL_LENGTH;
import static io.aisle.contract.TextFeatures.NAME_LENGTH;

import io.aisle.classifier.ModelUnusable;
import io.aisle.classifier.engine.Batch;
import io.aisle.contract.Classification.Head;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * The multi-task network, after NAVER Shopping's (DEVIEW 2019): text convolutions for the name and for the mall's
 * category over one embedding, the brand columns, MobileNetV2 for the picture, a softmax head for each of the three and
 * one over everything; the loss is their sum. Inputs {@code ids} {@code [N, 49]} and {@code images}
 * {@code [N, 3, S, S]}; outputs in the order of {@link Head}, each {@code [N, labels]}.
 */
public final class Network {
    /** Name of the word ids' input. */
    public static final String IDS = "ids";
    /** Name of the pictures' input. */
    public static final String IMAGES = "images";
    /** Name of the embedding layer. */
    public static final String WORDS = "words";

    private static final double RETAIN = 0.7;
    private static final int MALL = NAME_LENGTH;
    private static final int BRAND = NAME_LENGTH + MALL_LENGTH;

    private Network() {}

    /** A network to train, its parameters drawn from the seed. */
    public static ComputationGraph trainable(NetworkShape shape, long seed, IUpdater updater) {
        ComputationGraph network = new ComputationGraph(configuration(shape, seed, updater, false));
        network.init();
        clearPadding(network);
        return network;
    }

    /** The same network without batch norm layers; its parameters mean nothing yet. */
    static ComputationGraph folded(NetworkShape shape) {
        ComputationGraph network = new ComputationGraph(configuration(shape, 0, new Adam(), true));
        network.init();
        return network;
    }

    /** The trained network of a release, with its batch norm layers. */
    public static ComputationGraph restore(byte[] zip) {
        Backend.prepare();
        try {
            return ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(zip), false);
        } catch (IOException e) {
            throw new ModelUnusable("network: cannot be restored, " + e.getMessage(), e);
        }
    }

    /** Sets the vector of padding to zero: then it adds nothing to a convolution. To be called after every update. */
    public static void clearPadding(ComputationGraph network) {
        network.getLayer(WORDS).getParam("W").getRow(0).assign(0);
    }

    private static ComputationGraphConfiguration configuration(
            NetworkShape shape, long seed, IUpdater updater, boolean folded) {
        Backend.prepare();
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .seed(seed)
                .updater(updater)
                .weightInit(WeightInit.RELU)
                .graphBuilder()
                .addInputs(IDS, IMAGES)
                .setInputTypes(
                        InputType.recurrent(shape.vocabularySize(), Batch.IDS),
                        InputType.convolutional(shape.imageSize(), shape.imageSize(), 3));
        addBranches(graph, shape, folded);
        addHead(graph, Head.NAME, "name", shape);
        addHead(graph, Head.MALL_CATEGORY, "mall", shape);
        addHead(graph, Head.IMAGE, "image", shape);
        addFusion(graph, shape);
        graph.setOutputs(Head.NAME.name(), Head.MALL_CATEGORY.name(), Head.IMAGE.name(), Head.FUSED.name());
        return withoutPreProcessors(graph.build());
    }

    /**
     * MergeVertex calls merged vectors sequences (Deeplearning4j 1.0.0-M2.1), so preprocessors come in that reshape the
     * gradient to the wrong rank. Global pooling has done all the reshaping there is to do.
     */
    private static ComputationGraphConfiguration withoutPreProcessors(ComputationGraphConfiguration graph) {
        for (GraphVertex vertex : graph.getVertices().values()) {
            if (vertex instanceof LayerVertex layer) {
                layer.setPreProcessor(null);
            }
        }
        return graph;
    }

    private static void addBranches(GraphBuilder graph, NetworkShape shape, boolean folded) {
        graph.addLayer(
                WORDS,
                new EmbeddingSequenceLayer.Builder()
                        .nIn(shape.vocabularySize())
                        .nOut(shape.embedding())
                        .inputLength(Batch.IDS)
                        .weightInit(WeightInit.XAVIER)
                        .build(),
                IDS);
        TextBranch text = new TextBranch(graph);
        text.convolutions("name", WORDS, 0, MALL, shape.filters());
        text.convolutions("mall", WORDS, MALL, BRAND, shape.filters());
        text.columns("brand", WORDS, BRAND, Batch.IDS, shape.brandUnits());
        new ImageBranch(new GraphParts(graph, folded), shape).add(IMAGES);
    }

    private static void addFusion(GraphBuilder graph, NetworkShape shape) {
        graph.addVertex("all", new MergeVertex(), "name", "mall", "brand-max", "image");
        graph.addLayer(
                "fusion",
                new DenseLayer.Builder()
                        .nOut(shape.fusedUnits())
                        .activation(Activation.RELU)
                        .dropOut(RETAIN)
                        .build(),
                "all");
        addHead(graph, Head.FUSED, "fusion", shape);
    }

    private static void addHead(GraphBuilder graph, Head head, String input, NetworkShape shape) {
        graph.addLayer(
                head.name(),
                new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(shape.labels())
                        .activation(Activation.SOFTMAX)
                        .dropOut(RETAIN)
                        .weightInit(WeightInit.XAVIER)
                        .build(),
                input);
    }
}
