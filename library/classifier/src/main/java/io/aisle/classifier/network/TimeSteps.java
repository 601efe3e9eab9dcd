package io.aisle.classifier.network;

import java.util.Objects;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonIgnore;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Steps {@code from} (inclusive) to {@code to} (exclusive) of a sequence {@code [N, features, steps]}, or of ids
 * {@code [N, steps]}. It lets the
 * three texts share one embedding, which a layer of its own for each could not: Deeplearning4j's SubsetVertex cuts
 * features, not steps.
 */
public final class TimeSteps extends GraphVertex {
    private final int from;
    private final int to;
    private final int rows;

    /** Steps of a sequence of vectors. */
    public TimeSteps(int from, int to) {
        this(from, to, 0);
    }

    /** @param rows of the table that ids point into; 0 for a sequence of vectors */
    @JsonCreator
    public TimeSteps(@JsonProperty("from") int from, @JsonProperty("to") int to, @JsonProperty("rows") int rows) {
        this.from = from;
        this.to = to;
        this.rows = rows;
    }

    public int getFrom() {
        return from;
    }

    public int getTo() {
        return to;
    }

    /** Where the steps are. */
    @JsonIgnore
    public int axis() {
        return rows > 0 ? 1 : 2;
    }

    public int getRows() {
        return rows;
    }

    @Override
    public GraphVertex clone() {
        return new TimeSteps(from, to, rows);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TimeSteps that && from == that.from && to == that.to && rows == that.rows;
    }

    @Override
    public int hashCode() {
        return Objects.hash(from, to, rows);
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
        return new TimeStepsRun(graph, name, index, this, type);
    }

    @Override
    public InputType getOutputType(int index, InputType... inputs) {
        InputType.InputTypeRecurrent sequence = (InputType.InputTypeRecurrent) inputs[0];
        // An embedding takes its number of rows from the size of its input, whatever it was told.
        return InputType.recurrent(rows > 0 ? rows : sequence.getSize(), to - from);
    }

    @Override
    public MemoryReport getMemoryReport(InputType... inputs) {
        InputType output = getOutputType(-1, inputs);
        return new LayerMemoryReport.Builder(null, TimeSteps.class, inputs[0], output)
                .standardMemory(0, 0)
                .workingMemory(0, 0, 0, 0)
                .cacheMemory(0, 0)
                .build();
    }
}
