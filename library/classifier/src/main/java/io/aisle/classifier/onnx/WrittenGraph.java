package io.aisle.classifier.onnx;

import io.aisle.classifier.ModelUnusable;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;

/** A network as {@link OnnxExporter} wrote it, read back to look inside. Immutable. */
public final class WrittenGraph {
    private final ModelProto model;
    private final Map<String, NodeProto> producers = new HashMap<>();
    private final Map<String, TensorProto> constants = new HashMap<>();

    private WrittenGraph(ModelProto model) {
        this.model = model;
        nodes().forEach(node -> producers.put(node.getOutput(0), node));
        model.getGraph().getInitializerList().forEach(constant -> constants.put(constant.getName(), constant));
    }

    /** @throws ModelUnusable when the bytes are no ONNX file */
    public static WrittenGraph parse(byte[] onnx) {
        try {
            return new WrittenGraph(ModelProto.parseFrom(onnx));
        } catch (InvalidProtocolBufferException e) {
            throw new ModelUnusable("onnx: the network cannot be read back, " + e.getMessage(), e);
        }
    }

    /** The operators, each behind those it reads. */
    List<NodeProto> nodes() {
        return model.getGraph().getNodeList();
    }

    /**
     * What a tensor is computed from directly.
     *
     * @throws ModelUnusable when an operator of another type computes it
     */
    public String inputOf(String tensor, String operator) {
        NodeProto producer = producers.get(tensor);
        if (producer == null || !producer.getOpType().equals(operator)) {
            throw new ModelUnusable("onnx: " + tensor + " should come from " + operator + ", it comes from "
                    + (producer == null ? "nothing" : producer.getOpType()));
        }
        return producer.getInput(0);
    }

    /** The tensor and everything that is computed from it. */
    public Set<String> downstream(String tensor) {
        Set<String> reached = new HashSet<>(Set.of(tensor));
        for (NodeProto node : nodes()) {
            if (node.getInputList().stream().anyMatch(reached::contains)) {
                reached.addAll(node.getOutputList());
            }
        }
        return reached;
    }

    /** The average over all places of the last feature map made from an input, {@code [N, channels, 1, 1]}. */
    public String pooled(String input) {
        Set<String> reached = downstream(input);
        return nodes().stream()
                .filter(node -> node.getOpType().equals("GlobalAveragePool") && reached.contains(node.getInput(0)))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new ModelUnusable("onnx: no global average pooling behind " + input))
                .getOutput(0);
    }

    /** The same network with these tensors for its outputs. */
    public byte[] showing(Collection<String> tensors) {
        TypeProto floats = TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(OnnxGraph.FLOAT))
                .build();
        ModelProto.Builder shown = model.toBuilder();
        shown.getGraphBuilder().clearOutput();
        tensors.forEach(tensor -> shown.getGraphBuilder()
                .addOutput(ValueInfoProto.newBuilder().setName(tensor).setType(floats)));
        return shown.build().toByteArray();
    }

    /** Values of a constant that the exporter wrote. */
    float[] constant(String name) {
        TensorProto tensor = constants.get(name);
        if (tensor == null) {
            throw new ModelUnusable("onnx: " + name + " is no constant");
        }
        FloatBuffer values = tensor.getRawData()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        float[] floats = new float[values.remaining()];
        values.get(floats);
        return floats;
    }
}
