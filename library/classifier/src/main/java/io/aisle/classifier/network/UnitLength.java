package io.aisle.classifier.network;

import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Values {@code [N, size]} divided by the length whose square is the last column of {@code [N, size + 1]}. Where rows of
 * a table are weights times an inverse document frequency, and its last column that frequency's square, the sum of a
 * title's rows becomes what a linear classifier says of its TF-IDF vector of length one (Salton and Buckley, Information
 * Processing and Management 1988). For inference only.
 */
public final class UnitLength extends GraphVertex {
    /** A title without n-grams has the square 0, and values of 0. */
    public static final float LEAST = 1e-12f;

    private final int size;

    public UnitLength(@JsonProperty("size") int size) {
        this.size = size;
    }

    public int getSize() {
        return size;
    }

    @Override
    public GraphVertex clone() {
        return new UnitLength(size);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof UnitLength that && size == that.size;
    }

    @Override
    public int hashCode() {
        return size;
    }

    @Override
    public long numParams(boolean backprop) {
        return 0;
    }

    @Override
    public int minVertexInputs() {
        return 1;
    }

    @Override
    public int maxVertexInputs() {
        return 1;
    }

    @Override
    public org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
            ComputationGraph graph, String name, int index, INDArray parameters, boolean initialise, DataType type) {
        return new UnitLengthRun(graph, name, index, size, type);
    }

    @Override
    public InputType getOutputType(int index, InputType... inputs) {
        return InputType.feedForward(size);
    }

    @Override
    public MemoryReport getMemoryReport(InputType... inputs) {
        return new LayerMemoryReport.Builder(null, UnitLength.class, inputs[0], getOutputType(-1, inputs))
                .standardMemory(0, 0)
                .workingMemory(0, 0, 0, 0)
                .cacheMemory(0, 0)
                .build();
    }
}
