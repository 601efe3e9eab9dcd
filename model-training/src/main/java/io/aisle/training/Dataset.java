package io.aisle.training;

import static io.aisle.contract.TextFeatures.BRAND_LENGTH;
import static io.aisle.contract.TextFeatures.MALL_LENGTH;
import static io.aisle.contract.TextFeatures.NAME_LENGTH;

import io.aisle.classifier.Encoder;
import io.aisle.classifier.engine.Batch;
import io.aisle.contract.Classification.Modality;
import io.aisle.contract.ImageFeatures;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Examples as tensors, made once.
 *
 * @param all every example, encoded
 * @param labels their labels
 * @param pictured whether an example has a picture
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Dataset(Batch all, int[] labels, boolean[] pictured) {
    static Dataset of(List<Example> examples, Encoder encoder) {
        Batch batch = Batch.empty(examples.size(), encoder.imageSize());
        int[] labels = new int[examples.size()];
        boolean[] pictured = new boolean[examples.size()];
        for (int row = 0; row < labels.length; row++) {
            encoder.encode(examples.get(row).pair(), batch, row);
            labels[row] = examples.get(row).label();
            pictured[row] = examples.get(row).pair().image() instanceof ImageFeatures.Picture;
        }
        return new Dataset(batch, labels, pictured);
    }

    int size() {
        return labels.length;
    }

    /** Some rows, copied. */
    Batch rows(int[] rows) {
        Batch some = Batch.empty(rows.length, all.imageSize());
        int pixels = Batch.pixels(all.imageSize());
        for (int at = 0; at < rows.length; at++) {
            System.arraycopy(all.ids(), rows[at] * Batch.IDS, some.ids(), at * Batch.IDS, Batch.IDS);
            System.arraycopy(all.images(), rows[at] * pixels, some.images(), at * pixels, pixels);
        }
        return some;
    }

    /** Takes inputs away from one row of a batch. */
    static void drop(Batch batch, int row, Set<Modality> missing) {
        int ids = row * Batch.IDS;
        for (Modality modality : missing) {
            switch (modality) {
                case NAME -> clear(batch.ids(), ids, NAME_LENGTH);
                case MALL_CATEGORY -> clear(batch.ids(), ids + NAME_LENGTH, MALL_LENGTH);
                case BRAND -> clear(batch.ids(), ids + NAME_LENGTH + MALL_LENGTH, BRAND_LENGTH);
                case IMAGE -> {
                    int pixels = Batch.pixels(batch.imageSize());
                    Arrays.fill(batch.images(), row * pixels, (row + 1) * pixels, 0);
                }
            }
        }
    }

    private static void clear(int[] ids, int from, int length) {
        Arrays.fill(ids, from, from + length, 0);
    }
}
