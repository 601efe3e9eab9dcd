package io.aisle.classifier;

import io.aisle.contract.ContractViolation;
import io.aisle.contract.ImageFeatures.Picture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** A half's JPEG to the floats the network reads: planes red, green, blue, each value -1 to 1. Thread-safe. */
public final class PictureReader {
    private PictureReader() {}

    /**
     * Writes {@code 3 * size * size} values.
     *
     * @throws ContractViolation when the bytes are no JPEG or not of this size; nothing was written
     */
    public static void read(Picture picture, int size, float[] target, int offset) {
        BufferedImage image = decode(picture, size);
        int[] pixels = image.getRGB(0, 0, size, size, null, 0, size);
        for (int at = 0; at < pixels.length; at++) {
            int rgb = pixels[at];
            target[offset + at] = scaled(rgb >> 16);
            target[offset + pixels.length + at] = scaled(rgb >> 8);
            target[offset + 2 * pixels.length + at] = scaled(rgb);
        }
    }

    private static float scaled(int colour) {
        return (colour & 0xff) / 127.5f - 1;
    }

    private static BufferedImage decode(Picture picture, int size) {
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        try (ImageInputStream bytes = new MemoryCacheImageInputStream(new ByteArrayInputStream(picture.jpeg()))) {
            reader.setInput(bytes, true, true);
            requireSize(picture, reader.getWidth(0), reader.getHeight(0), size);
            return reader.read(0);
        } catch (IOException | RuntimeException e) {
            throw e instanceof ContractViolation violation ? violation : violation(picture, "is not a readable JPEG");
        } finally {
            reader.dispose();
        }
    }

    private static void requireSize(Picture picture, int width, int height, int size) {
        if (width != size || height != size) {
            throw violation(
                    picture, "is " + width + " x " + height + " pixels, the model reads " + size + " x " + size);
        }
    }

    private static ContractViolation violation(Picture picture, String problem) {
        return new ContractViolation("jpeg", problem, picture.key().productId());
    }
}
