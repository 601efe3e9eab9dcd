package io.aisle.training.data;

import static io.aisle.contract.TextFeatures.BRAND_LENGTH;
import static io.aisle.contract.TextFeatures.MALL_LENGTH;
import static io.aisle.contract.TextFeatures.NAME_LENGTH;

import io.aisle.catalogue.LabelledProduct;
import io.aisle.classifier.Encoder;
import io.aisle.classifier.engine.Inputs;
import io.aisle.contract.Classification.Head;
import io.aisle.contract.Classification.Modality;
import io.aisle.features.text.TextFeatureExtractor;
import io.aisle.training.data.Split.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Every product as numbers, made once.
 *
 * @param inputs what a network reads of one product
 * @param ids {@code [products, inputs.ids()]}
 * @param labels label of each product
 * @param pictures row of each product's picture, or {@link PictureStore#NONE}
 * @param store where the pictures are
 * @param parts what each product is for
 * @param linear what a linear classifier says of each product, empty until it is asked
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Dataset(
        Inputs inputs, int[] ids, int[] labels, int[] pictures, PictureStore store, Part[] parts, float[][] linear) {
    private static final int CHUNK = 256;

    /** Some products, ready for a network. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Rows(int size, float[] ids, float[] images, float[] linear) {}

    /** Reads the source a second time. */
    public static Dataset of(
            Source source, Catalogue catalogue, TextFeatureExtractor texts, Encoder encoder, PictureStore store) {
        int size = catalogue.labels().length;
        int width = encoder.inputs().ids();
        Dataset data = new Dataset(
                encoder.inputs(),
                new int[size * width],
                catalogue.labels(),
                new int[size],
                store,
                catalogue.parts(),
                new float[size][0]);
        List<LabelledProduct> chunk = new ArrayList<>();
        int[] done = {0};
        source.read(product -> {
            chunk.add(product);
            if (chunk.size() == CHUNK) {
                done[0] += data.encode(chunk, done[0], texts, encoder);
            }
        });
        done[0] += data.encode(chunk, done[0], texts, encoder);
        if (done[0] < size) {
            throw changed(size, done[0]);
        }
        return data;
    }

    private static IllegalArgumentException changed(int before, int now) {
        return new IllegalArgumentException(String.format(
                Locale.ROOT,
                "data: changed while it was read: %,d products at first, then %,d or more. Try again with files that"
                        + " nobody writes to.",
                before,
                now));
    }

    private int encode(List<LabelledProduct> chunk, int first, TextFeatureExtractor texts, Encoder encoder) {
        if (first + chunk.size() > labels.length) {
            throw changed(labels.length, first + chunk.size());
        }
        IntStream.range(0, chunk.size()).parallel().forEach(at -> {
            LabelledProduct one = chunk.get(at);
            encoder.encode(texts.extract(one.product()), ids, (first + at) * inputs.ids());
            pictures[first + at] = store.row(one.product());
        });
        int encoded = chunk.size();
        chunk.clear();
        return encoded;
    }

    /** Products of a part. */
    public int[] of(Part part) {
        return IntStream.range(0, parts.length).filter(at -> parts[at] == part).toArray();
    }

    /** Whether a product has what this head reads. */
    public boolean has(int product, Head head) {
        int start = product * inputs.ids();
        return switch (head) {
            case NAME -> anyId(start, NAME_LENGTH);
            case MALL_CATEGORY -> anyId(start + NAME_LENGTH, MALL_LENGTH);
            case IMAGE -> pictures[product] != PictureStore.NONE;
            case FUSED -> true;
        };
    }

    private boolean anyId(int from, int length) {
        return IntStream.range(from, from + length).anyMatch(at -> ids[at] != 0);
    }

    /** Some products, copied. */
    public Rows rows(int[] products) {
        float[] some = new float[products.length * inputs.ids()];
        float[] images = new float[products.length * store.length()];
        int width = linear[0].length;
        float[] scores = new float[products.length * width];
        for (int at = 0; at < products.length; at++) {
            for (int id = 0; id < inputs.ids(); id++) {
                some[at * inputs.ids() + id] = ids[products[at] * inputs.ids() + id];
            }
            store.read(pictures[products[at]], images, at * store.length());
            System.arraycopy(linear[products[at]], 0, scores, at * width, width);
        }
        return new Rows(products.length, some, images, scores);
    }

    /** Takes inputs away from one of some products. */
    public void drop(Rows rows, int row, Set<Modality> missing) {
        int start = row * inputs.ids();
        for (Modality modality : missing) {
            switch (modality) {
                case NAME -> {
                    clear(rows.ids(), start, NAME_LENGTH);
                    clear(rows.ids(), start + Inputs.WORDS, inputs.pieces());
                    clear(rows.linear(), row * linear[0].length, linear[0].length);
                }
                case MALL_CATEGORY -> clear(rows.ids(), start + NAME_LENGTH, MALL_LENGTH);
                case BRAND -> clear(rows.ids(), start + NAME_LENGTH + MALL_LENGTH, BRAND_LENGTH);
                case IMAGE -> store.read(PictureStore.NONE, rows.images(), row * store.length());
            }
        }
    }

    private static void clear(float[] ids, int from, int length) {
        Arrays.fill(ids, from, from + length, 0);
    }
}
