package io.aisle.classifier.network;

import static io.aisle.contract.TextFeatures.MALL_LENGTH;
import static io.aisle.contract.TextFeatures.NAME_LENGTH;

import io.aisle.classifier.ModelUnusable;
import io.aisle.classifier.engine.Inputs;
import io.aisle.contract.Classification.Head;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * The multi-task network, after NAVER Shopping's (DEVIEW 2019): text convolutions for the name and for the mall's
 * category over one embedding, the brand columns, MobileNetV2 for the picture, a softmax head for each of the three and
 * one over everything; the loss is their sum. Inputs {@code ids} {@code [N, 49 + pieces]} and {@code images}
 * {@code [N, 3, S, S]}; outputs in the order of {@link Head}, each {@code [N, labels]}. Where the shape has pieces, the
 * character n-grams of the name follow its words (Bojanowski et al., Enriching Word Vectors with Subword Information,
 * TACL 2017); the sum of the words' vectors and that of the n-grams' go to the name's head and the fused head directly.
 * Where the shape is linear, it is what a linear classifier over the n-grams says that goes there ("wide and deep",
 * Cheng et al., DLRS 2016): learned before, it is an input {@code [N, labels]} while the rest learns.
 */
public final class Network {
    /** Name of the word ids' input. */
    public static final String IDS = "ids";
    /** Name of the pictures' input. */
    public static final String IMAGES = "images";
    /** Name of the linear classifier's scores, and of their input while the network learns. */
    public static final String LINEAR = "linear";
    /** Name of the embedding layer. */
    public static final String WORDS = "words";

    private static final String NAME_SUM = "name-sum";
    private static final String PIECES_SUM = "pieces";
    private static final int MALL = NAME_LENGTH;
    private static final int BRAND = NAME_LENGTH + MALL_LENGTH;

    private Network() {}

    private enum Form {
        TRAINABLE,
        WHOLE,
        FOLDED,
        ON_FEATURES;

        boolean learns() {
            return this == TRAINABLE || this == ON_FEATURES;
        }
    }

    /** A network to train, its parameters drawn from the seed. */
    public static ComputationGraph trainable(NetworkShape shape, long seed, IUpdater updater) {
        return initialised(shape, seed, updater, Form.TRAINABLE);
    }

    /** The same to train without its picture branch, whose output {@code [N, shape.image().units()]} is the input. */
    public static ComputationGraph onFeatures(NetworkShape shape, long seed, IUpdater updater) {
        return initialised(shape, seed, updater, Form.ON_FEATURES);
    }

    /** The same network as it is kept, which makes the linear scores itself; its parameters mean nothing yet. */
    static ComputationGraph whole(NetworkShape shape) {
        return initialised(shape, 0, new Sgd(), Form.WHOLE);
    }

    /** The same network without batch norm layers; its parameters mean nothing yet. */
    static ComputationGraph folded(NetworkShape shape) {
        return initialised(shape, 0, new Sgd(), Form.FOLDED);
    }

    private static ComputationGraph initialised(NetworkShape shape, long seed, IUpdater updater, Form form) {
        ComputationGraph network = new ComputationGraph(configuration(shape, seed, updater, form));
        network.init();
        clearPadding(network);
        return network;
    }

    /** The picture branch alone, without batch norm layers; its parameters mean nothing yet. */
    static ComputationGraph imageBranch(NetworkShape.Image shape) {
        Backend.prepare();
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs(IMAGES)
                .setInputTypes(InputType.convolutional(shape.size(), shape.size(), 3));
        graph.setOutputs(new ImageBranch(new GraphParts(graph, true), shape).add(IMAGES));
        ComputationGraph network = new ComputationGraph(graph.build());
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

    /**
     * Begins a network with pieces from a linear classifier over the sums: at first the heads of the name and of
     * everything say what it says.
     *
     * @param vectors {@code [shape.text().rows(), embedding]}
     * @param weights {@code [labels, embedding]}, of either sum
     * @param bias {@code [labels]}
     */
    public static void beginWith(
            ComputationGraph network, NetworkShape shape, float[] vectors, float[] weights, float[] bias) {
        int size = shape.text().embedding();
        INDArray table = network.getLayer(WORDS).getParam("W");
        table.assign(Nd4j.create(vectors, new long[] {shape.text().rows(), size}, 'c'));
        INDArray linear =
                Nd4j.create(weights, new long[] {shape.labels(), size}, 'c').transpose();
        for (Head head : List.of(Head.NAME, Head.FUSED)) {
            INDArray rows = network.getLayer(head.name()).getParam("W");
            rows.assign(0);
            for (int sum = 1; sum <= 2; sum++) {
                long from = rows.rows() - (long) sum * size;
                rows.get(NDArrayIndex.interval(from, from + size), NDArrayIndex.all())
                        .assign(linear);
            }
            INDArray own = network.getLayer(head.name()).getParam("b");
            own.assign(Nd4j.createFromArray(bias).reshape(own.shape()));
        }
        clearPadding(network);
    }

    /**
     * Begins a linear network: at first the heads of the name and of everything say what the linear classifier says.
     *
     * @param bias what it adds to its scores, {@code [labels]}
     * @param scale what its scores are multiplied with to be logits
     */
    public static void beginWith(ComputationGraph network, NetworkShape shape, float[] bias, double scale) {
        int labels = shape.labels();
        for (Head head : List.of(Head.NAME, Head.FUSED)) {
            INDArray rows = network.getLayer(head.name()).getParam("W");
            rows.assign(0);
            INDArray scores = rows.get(NDArrayIndex.interval(rows.rows() - labels, rows.rows()), NDArrayIndex.all());
            scores.assign(Nd4j.eye(labels).muli(scale));
            INDArray own = network.getLayer(head.name()).getParam("b");
            own.assign(Nd4j.createFromArray(bias).reshape(own.shape()).muli(scale));
        }
    }

    /** Sets the vector of padding to zero: then it adds nothing to a convolution. To be called after every update. */
    public static void clearPadding(ComputationGraph network) {
        network.getLayer(WORDS).getParam("W").getRow(0).assign(0);
    }

    private static ComputationGraphConfiguration configuration(
            NetworkShape shape, long seed, IUpdater updater, Form form) {
        Backend.prepare();
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .seed(seed)
                .updater(updater)
                .weightInit(WeightInit.RELU)
                .graphBuilder()
                .addInputs(inputs(shape, form))
                .setInputTypes(types(shape, form));
        addText(graph, shape);
        if (shape.text().linear() && !form.learns()) {
            LinearPart.addTo(graph, shape);
        }
        if (form == Form.ON_FEATURES) {
            graph.addLayer("image", new ActivationLayer(Activation.IDENTITY), IMAGES);
        } else {
            new ImageBranch(new GraphParts(graph, form == Form.FOLDED), shape.image()).add(IMAGES);
        }
        addHead(graph, Head.NAME, shape.text().linear() ? LinearPart.beside(graph, "name", shape) : "name", shape);
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

    private static String[] inputs(NetworkShape shape, Form form) {
        boolean given = shape.text().linear() && form.learns();
        return given ? new String[] {IDS, IMAGES, LINEAR} : new String[] {IDS, IMAGES};
    }

    private static InputType[] types(NetworkShape shape, Form form) {
        InputType ids =
                InputType.recurrent(shape.text().rows(), Inputs.of(shape).ids());
        InputType[] all = {ids, image(shape.image(), form), InputType.feedForward(shape.labels())};
        return Arrays.copyOf(all, inputs(shape, form).length);
    }

    private static InputType image(NetworkShape.Image shape, Form form) {
        return form == Form.ON_FEATURES
                ? InputType.feedForward(shape.units())
                : InputType.convolutional(shape.size(), shape.size(), 3);
    }

    private static void addText(GraphBuilder graph, NetworkShape whole) {
        NetworkShape.Text shape = whole.text();
        boolean apart = shape.linear();
        if (apart) {
            graph.addVertex("word-ids", new TimeSteps(0, Inputs.WORDS, shape.rows()), IDS);
        }
        graph.addLayer(
                WORDS,
                new EmbeddingSequenceLayer.Builder()
                        .nIn(shape.rows())
                        .nOut(shape.embedding())
                        .inputLength(apart ? Inputs.WORDS : Inputs.WORDS + shape.pieces())
                        .weightInit(WeightInit.XAVIER)
                        .build(),
                apart ? "word-ids" : IDS);
        TextBranch text = new TextBranch(graph, whole.style().widths(), TextBranch.activation(whole));
        List<String> name = text.convolutions("name", WORDS, 0, MALL, shape.nameFilters());
        if (shape.pieces() > 0 && !apart) {
            name.add(text.sum(NAME_SUM, WORDS, 0, MALL));
            name.add(text.sum(PIECES_SUM, WORDS, Inputs.WORDS, Inputs.WORDS + shape.pieces()));
        }
        graph.addVertex("name", new MergeVertex(), name.toArray(String[]::new));
        List<String> mall = text.convolutions("mall", WORDS, MALL, BRAND, shape.mallFilters());
        graph.addVertex("mall", new MergeVertex(), mall.toArray(String[]::new));
        text.columns("brand", WORDS, BRAND, Inputs.WORDS, shape.brandUnits());
    }

    private static void addFusion(GraphBuilder graph, NetworkShape shape) {
        graph.addVertex("all", new MergeVertex(), "name", "mall", "brand-max", "image");
        graph.addLayer(
                "fusion",
                new DenseLayer.Builder()
                        .nOut(shape.fusedUnits())
                        .activation(TextBranch.activation(shape))
                        .dropOut(retained(shape))
                        .build(),
                "all");
        if (shape.text().linear()) {
            addHead(graph, Head.FUSED, LinearPart.beside(graph, "fusion", shape), shape);
        } else if (shape.text().pieces() > 0) {
            graph.addVertex("fusion-and-sums", new MergeVertex(), "fusion", NAME_SUM, PIECES_SUM);
            addHead(graph, Head.FUSED, "fusion-and-sums", shape);
        } else {
            addHead(graph, Head.FUSED, "fusion", shape);
        }
    }

    private static void addHead(GraphBuilder graph, Head head, String input, NetworkShape shape) {
        graph.addLayer(
                head.name(),
                new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(shape.labels())
                        .activation(Activation.SOFTMAX)
                        .dropOut(LinearPart.isBeside(input) ? 0 : retained(shape))
                        .weightInit(WeightInit.XAVIER)
                        .build(),
                input);
    }

    /** Deeplearning4j is told what stays, and takes 0 for no dropout at all. */
    static double retained(NetworkShape shape) {
        return shape.style().dropout() == 0 ? 0 : 1 - shape.style().dropout();
    }
}
