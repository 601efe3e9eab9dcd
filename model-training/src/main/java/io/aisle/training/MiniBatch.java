package io.aisle.training;

import io.aisle.classifier.engine.Batch;
import io.aisle.classifier.engine.Tensors;
import io.aisle.contract.Classification.Head;
import io.aisle.contract.Classification.Modality;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Rows for one step of training. A head whose input is missing has nothing to learn: its loss is masked. */
record MiniBatch(Dataset data, int leaves) {
    MultiDataSet of(int[] rows, ModalityDropout dropout) {
        Batch batch = data.rows(rows);
        INDArray labels = Nd4j.zeros(rows.length, leaves);
        INDArray[] masks = new INDArray[Head.values().length];
        for (int head = 0; head < masks.length; head++) {
            masks[head] = Nd4j.ones(rows.length, 1);
        }
        for (int row = 0; row < rows.length; row++) {
            labels.putScalar(row, data.labels()[rows[row]], 1);
            Set<Modality> missing = dropout.draw();
            Dataset.drop(batch, row, missing);
            mask(masks, row, missing, data.pictured()[rows[row]]);
        }
        return new MultiDataSet(
                new INDArray[] {Tensors.ids(batch), Tensors.images(batch)},
                new INDArray[] {labels, labels, labels, labels},
                null,
                masks);
    }

    private static void mask(INDArray[] masks, int row, Set<Modality> missing, boolean pictured) {
        for (Head head : Head.values()) {
            boolean without = head != Head.FUSED && missing.contains(Modality.valueOf(head.name()));
            if (without || (head == Head.IMAGE && !pictured)) {
                masks[head.ordinal()].putScalar(row, 0, 0);
            }
        }
    }
}
