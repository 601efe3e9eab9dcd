package io.aisle.chaos.traffic;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/** A picture that is small to send and large to decode: a progressive JPEG just under the limit of 40 megapixels. */
public final class Bomb {
    private static final int EDGE = 6_300;

    private Bomb() {}

    /** Its bytes; takes a second and 100 MiB to make. */
    public static byte[] jpeg() {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var bytes = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam progressive = writer.getDefaultWriteParam();
            progressive.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            writer.write(
                    null,
                    new IIOImage(new BufferedImage(EDGE, EDGE, BufferedImage.TYPE_BYTE_GRAY), null, null),
                    progressive);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
