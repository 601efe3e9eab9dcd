package io.aisle.features.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.w3c.dom.NodeList;

/** Baseline JPEG by the JDK's own encoder, colour at full resolution (4:4:4): at 64 pixels every one counts. */
final class JpegEncoder {
    /** The loss is below what resizing already took; 0.75 shows blocks at this size. */
    private static final float QUALITY = 0.9f;

    private static final String FORMAT = "javax_imageio_jpeg_image_1.0";

    private JpegEncoder() {}

    static byte[] encode(BufferedImage picture) {
        ImageWriter writer = writer();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam settings = writer.getDefaultWriteParam();
            settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            settings.setCompressionQuality(QUALITY);
            IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(picture), settings);
            fullColour(metadata);
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, metadata), settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** Not the first that is registered: the bytes must not depend on what else is on the class path. */
    private static ImageWriter writer() {
        var writers = ImageIO.getImageWritersByFormatName("jpeg");
        ImageWriter writer = writers.next();
        while (writers.hasNext() && !writer.getClass().getName().startsWith("com.sun.")) {
            writer = writers.next();
        }
        return writer;
    }

    private static void fullColour(IIOMetadata metadata) throws IOException {
        IIOMetadataNode tree = (IIOMetadataNode) metadata.getAsTree(FORMAT);
        NodeList components = tree.getElementsByTagName("componentSpec");
        for (int at = 0; at < components.getLength(); at++) {
            IIOMetadataNode component = (IIOMetadataNode) components.item(at);
            component.setAttribute("HsamplingFactor", "1");
            component.setAttribute("VsamplingFactor", "1");
        }
        metadata.setFromTree(FORMAT, tree);
    }
}
