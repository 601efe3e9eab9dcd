package io.aisle.training.learn;

import io.aisle.contract.Classification.Head;
import io.aisle.contract.Classification.Modality;
import io.aisle.training.data.Dataset;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Products for one step of training. A head whose input is missing has nothing to learn: its loss is masked.
 *
 * @param teacher which label each product teaches; those of a batch all have one
 * @param leaves number of labels
 * @param smoothing probability that the true label gives away to all (label smoothing, Szegedy et al., CVPR 2016)
 */
record MiniBatch(Dataset data, Labels teacher, int leaves, double smoothing) {
    MultiDataSet of(int[] products, ModalityDropout dropout) {
        Dataset.Rows rows = data.rows(products);
        float[] labels = new float[products.length * leaves];
        Arrays.fill(labels, (float) (smoothing / leaves));
        float[][] masks = new float[Head.values().length][products.length];
        for (int row = 0; row < products.length; row++) {
            labels[row * leaves + teacher.of(products[row])] += (float) (1 - smoothing);
            Set<Modality> missing = dropout.draw(data, products[row]);
            data.drop(rows, row, missing);
            for (Head head : Head.values()) {
                boolean dropped = head != Head.FUSED && missing.contains(Modality.valueOf(head.name()));
                masks[head.ordinal()][row] = !dropped && data.has(products[row], head) ? 1 : 0;
            }
        }
        INDArray truth = Nd4j.create(labels, new long[] {products.length, leaves}, 'c');
        return new MultiDataSet(
                inputs(data, rows),
                new INDArray[] {truth, truth, truth, truth},
                null,
                Arrays.stream(masks)
                        .map(mask -> Nd4j.create(mask, new long[] {products.length, 1}, 'c'))
                        .toArray(INDArray[]::new));
    }

    /** Ids, pictures and, where there are, linear scores as the network's inputs. */
    static INDArray[] inputs(Dataset data, Dataset.Rows rows) {
        long[] image = LongStream.concat(
                        LongStream.of(rows.size()), LongStream.of(data.store().shape()))
                .toArray();
        INDArray[] inputs = {
            Nd4j.create(rows.ids(), new long[] {rows.size(), data.inputs().ids()}, 'c'),
            Nd4j.create(rows.images(), image, 'c'),
            rows.linear().length == 0
                    ? Nd4j.empty()
                    : Nd4j.create(rows.linear(), new long[] {rows.size(), rows.linear().length / rows.size()}, 'c')
        };
        return rows.linear().length == 0 ? Arrays.copyOf(inputs, 2) : inputs;
    }
}
