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
import org.nd4j.linalg.ops.transforms.Transforms;

/** {@link UnitLength} at work. */
final class UnitLengthRun extends BaseGraphVertex {
    private final int size;

    UnitLengthRun(ComputationGraph graph, String name, int index, int size, DataType type) {
        super(graph, name, index, null, null, type);
        this.size = size;
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
        INDArray square = inputs[0].get(all(), interval(size, size + 1));
        INDArray length = Transforms.sqrt(Transforms.max(square, UnitLength.LEAST, true), false);
        INDArray scores = inputs[0].get(all(), interval(0, size)).divColumnVector(length);
        return memory.dup(ArrayType.ACTIVATIONS, scores);
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean truncated, LayerWorkspaceMgr memory) {
        throw new UnsupportedOperationException("unit length: is for inference, a linear classifier learns elsewhere");
    }

    @Override
    public void setBackpropGradientsViewArray(@Nullable INDArray view) {
        if (view != null) {
            throw new IllegalStateException("unit length: has no parameters");
        }
    }

    @Override
    public @Nullable Pair<INDArray, MaskState> feedForwardMaskArrays(
            INDArray @Nullable [] masks, MaskState state, int size) {
        return null;
    }

    @Override
    public String toString() {
        return "UnitLength[" + size + "]";
    }
}
