package io.aisle.classifier.network;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;

/** {@link TimeSteps} at work: cuts forward, pads with zeros backward. */
final class TimeStepsRun extends BaseGraphVertex {
    private final TimeSteps steps;
    private long[] inputShape = {};

    TimeStepsRun(ComputationGraph graph, String name, int index, TimeSteps steps, DataType type) {
        super(graph, name, index, null, null, type);
        this.steps = steps;
    }

    @Override
    public boolean hasLayer() {
        return false;
    }

    @Override
    @SuppressWarnings("NullAway") // the interface knows no absence
    public Layer getLayer() {
        return null;
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr memory) {
        inputShape = inputs[0].shape().clone();
        return memory.dup(ArrayType.ACTIVATIONS, inputs[0].get(some()));
    }

    private INDArrayIndex[] some() {
        INDArrayIndex range = interval(steps.getFrom(), steps.getTo());
        return steps.axis() == 1 ? new INDArrayIndex[] {all(), range} : new INDArrayIndex[] {all(), all(), range};
    }

    @Override
    @SuppressWarnings("NullAway") // no parameters, so no gradient of them; none of ids either
    public Pair<Gradient, INDArray[]> doBackward(boolean truncated, LayerWorkspaceMgr memory) {
        if (steps.axis() == 1) {
            return new Pair<>(null, new INDArray[] {null});
        }
        INDArray gradient = memory.create(ArrayType.ACTIVATION_GRAD, dataType, inputShape, 'c');
        gradient.get(some()).assign(epsilon);
        return new Pair<>(null, new INDArray[] {gradient});
    }

    @Override
    public void setBackpropGradientsViewArray(@Nullable INDArray view) {
        if (view != null) {
            throw new IllegalStateException("time steps: have no parameters");
        }
    }

    @Override
    public @Nullable Pair<INDArray, MaskState> feedForwardMaskArrays(
            INDArray @Nullable [] masks, MaskState state, int size) {
        return null;
    }

    @Override
    public String toString() {
        return "TimeSteps[" + steps.getFrom() + ", " + steps.getTo() + ")";
    }
}
