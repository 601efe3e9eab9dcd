package io.aisle.training.data;

import io.aisle.classifier.PictureReader;
import io.aisle.classifier.engine.ImageEmbedder;
import io.aisle.classifier.engine.Inputs;
import io.aisle.contract.ImageFeatures;
import io.aisle.contract.Product;
import io.aisle.features.image.ImageFeatureExtractor;
import io.aisle.training.data.PictureFile.Values;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Decodes each picture once, as serving does, and keeps what training reads of it. Thread-safe. */
public final class PictureStore implements AutoCloseable {
    /** A product without a picture, or whose picture cannot be used. */
    public static final int NONE = -1;

    private final @Nullable ImageFeatureExtractor extractor;
    private final int imageSize;
    private final @Nullable ImageEmbedder embedder;
    private final @Nullable PictureFile file;
    private final float[] absent;

    /**
     * @param embedder keeps features instead of pixels; stays its owner's to close
     * @param file where they are kept
     */
    public PictureStore(int imageSize, @Nullable ImageEmbedder embedder, Path file) {
        this.imageSize = imageSize;
        this.embedder = embedder;
        this.extractor = new ImageFeatureExtractor(imageSize);
        int pixels = new Inputs(0, imageSize).pixels();
        this.absent = embedder == null ? new float[pixels] : embedder.embed(new float[pixels], 1);
        this.file = PictureFile.open(file, embedder == null ? Values.PIXELS : Values.FEATURES, absent.length);
    }

    /** For products without pictures: nothing is read, and the network gets zeros. */
    public static PictureStore none(int length) {
        return new PictureStore(new float[length]);
    }

    private PictureStore(float[] absent) {
        this.imageSize = 0;
        this.embedder = null;
        this.extractor = null;
        this.absent = absent;
        this.file = null;
    }

    /** The row of a product's picture, or {@link #NONE}. */
    public int row(Product product) {
        byte[] bytes = product.image();
        if (bytes == null || file == null || extractor == null) {
            return NONE;
        }
        String sha256 = ImageFeatureExtractor.sha256(bytes);
        int there = file.row(sha256);
        if (there >= 0 || !(extractor.extract(product.key(), bytes) instanceof ImageFeatures.Picture picture)) {
            return there;
        }
        float[] pixels = new float[new Inputs(0, imageSize).pixels()];
        PictureReader.read(picture, imageSize, pixels, 0);
        return file.add(sha256, embedder == null ? pixels : embedder.embed(pixels, 1), 0);
    }

    /** Shape of one picture as the network reads it. */
    public long[] shape() {
        boolean pixels = file != null && embedder == null;
        return pixels ? new long[] {3, imageSize, imageSize} : new long[] {absent.length};
    }

    /** Values of one picture. */
    public int length() {
        return absent.length;
    }

    /** Copies a row; for {@link #NONE} what the network reads of no picture. */
    public void read(int row, float[] target, int offset) {
        if (row == NONE || file == null) {
            System.arraycopy(absent, 0, target, offset, absent.length);
        } else {
            file.read(row, target, offset);
        }
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }
}
