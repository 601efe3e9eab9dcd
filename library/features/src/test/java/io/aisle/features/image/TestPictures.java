package io.aisle.features.image;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/** Pictures made by code. */
final class TestPictures {
    private TestPictures() {}

    /** Corners red, green; blue, yellow. */
    static BufferedImage corners(int width, int height, int type) {
        BufferedImage picture = new BufferedImage(width, height, type);
        Graphics2D canvas = picture.createGraphics();
        Color[] colours = {Color.RED, Color.GREEN, Color.BLUE, Color.YELLOW};
        for (int i = 0; i < colours.length; i++) {
            canvas.setColor(colours[i]);
            canvas.fillRect(i % 2 * width / 2, i / 2 * height / 2, (width + 1) / 2, (height + 1) / 2);
        }
        canvas.dispose();
        return picture;
    }

    static byte[] encoded(BufferedImage picture, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(picture, format, bytes)) {
                throw new IllegalStateException("no writer for " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] corners(String format) {
        return encoded(corners(200, 200, BufferedImage.TYPE_INT_RGB), format);
    }

    /** Something like a photograph: every block of it differs. */
    static BufferedImage photograph(int width, int height) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int red = (int) (127 + 120 * Math.sin(x / 23.0 + y / 41.0));
                int green = (int) (127 + 120 * Math.sin(y / 17.0));
                int blue = (x * 31 + y * 17) % 40 + 100;
                picture.setRGB(x, y, red << 16 | green << 8 | blue);
            }
        }
        return picture;
    }

    /** A JPEG with an EXIF orientation, in Intel's or Motorola's byte order. */
    static byte[] oriented(byte[] jpeg, int orientation, boolean intel) {
        byte[] tiff = intel
                ? new byte[] {'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, (byte) orientation, 0, 0, 0}
                : new byte[] {'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte) orientation, 0, 0
                };
        ByteBuffer result = ByteBuffer.allocate(jpeg.length + 10 + tiff.length + 4);
        result.put(jpeg, 0, 2).put((byte) 0xff).put((byte) 0xe1).putShort((short) (8 + tiff.length + 4));
        result.put(new byte[] {'E', 'x', 'i', 'f', 0, 0}).put(tiff).putInt(0);
        return result.put(jpeg, 2, jpeg.length - 2).array();
    }

    /** CMYK as Photoshop writes it, with Adobe's marker and inverted: cyan everywhere. */
    static byte[] cmyk() throws IOException {
        WritableRaster raster = Raster.createInterleavedRaster(0, 100, 100, 4, null);
        for (int y = 0; y < 100; y++) {
            for (int x = 0; x < 100; x++) {
                raster.setPixel(x, y, new int[] {0, 255, 255, 255});
            }
        }
        var writers = ImageIO.getImageWritersByFormatName("jpeg");
        ImageWriter writer = writers.next();
        while (writers.hasNext() && !writer.getClass().getName().startsWith("com.sun.")) {
            writer = writers.next();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam settings = writer.getDefaultWriteParam();
            writer.write(null, new IIOImage(raster, null, null), settings);
        }
        byte[] jpeg = bytes.toByteArray();
        byte[] adobe = {(byte) 0xff, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
        return ByteBuffer.allocate(jpeg.length + adobe.length)
                .put(jpeg, 0, 2)
                .put(adobe)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    static byte[] animation(int frames) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (int i = 0; i < frames; i++) {
                BufferedImage frame = i == 0
                        ? corners(40, 40, BufferedImage.TYPE_INT_RGB)
                        : new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
                writer.writeToSequence(new IIOImage(frame, null, null), null);
            }
            writer.endWriteSequence();
        }
        return bytes.toByteArray();
    }

    /** A PNG that promises pixels and holds none. */
    static byte[] pngHeader(int width, int height) {
        ByteBuffer chunk =
                ByteBuffer.allocate(17).putInt(0x49484452).putInt(width).putInt(height);
        chunk.put((byte) 8).put((byte) 2);
        CRC32 crc = new CRC32();
        crc.update(chunk.array());
        return ByteBuffer.allocate(33)
                .putLong(0x89504E470D0A1A0AL)
                .putInt(13)
                .put(chunk.array())
                .putInt((int) crc.getValue())
                .array();
    }
}
