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
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Steps {@code from} (inclusive) to {@code to} (exclusive) of a sequence {@code [N, features, steps]}. It lets the
 * three texts share one embedding, which a layer of its own for each could not: Deeplearning4j's SubsetVertex cuts
 * features, not steps.
 */
public final class TimeSteps extends GraphVertex {
    private final int from;
    private final int to;

    public TimeSteps(@JsonProperty("from") int from, @JsonProperty("to") int to) {
        this.from = from;
        this.to = to;
    }

    public int getFrom() {
        return from;
    }

    public int getTo() {
        return to;
    }

    @Override
    public GraphVertex clone() {
        return new TimeSteps(from, to);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TimeSteps that && from == that.from && to == that.to;
    }

    @Override
    public int hashCode() {
        return Objects.hash(from, to);
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
        return new TimeStepsRun(graph, name, index, from, to, type);
    }

    @Override
    public InputType getOutputType(int index, InputType... inputs) {
        InputType.InputTypeRecurrent sequence = (InputType.InputTypeRecurrent) inputs[0];
        return InputType.recurrent(sequence.getSize(), to - from);
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
