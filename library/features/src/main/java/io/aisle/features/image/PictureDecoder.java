package io.aisle.features.image;

import io.aisle.contract.ImageFeatures.Reason;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes a stranger's picture at no more than four times the wanted size, after its header has been checked against
 * the limits. JPEG in CMYK and WebP are read by TwelveMonkeys. Thread-safe.
 *
 * @param limits what a picture may cost
 */
record PictureDecoder(PictureLimits limits) {
    /** Offset of biCompression in a BITMAPINFOHEADER, little endian; its values for an embedded JPEG and PNG. */
    private static final int BMP_COMPRESSION = 30;

    private static final int BMP_JPEG = 4;
    private static final int BMP_PNG = 5;

    static {
        ImageIO.setUseCache(false); // never a file for a picture that is in memory already
    }

    /**
     * The first frame, upright, with its longest edge at least twice {@code size} where the original has that much.
     *
     * @throws PictureRefused when the bytes are no picture, a broken one, or one beyond the limits
     */
    Pixels decode(byte[] bytes, int size) {
        PictureFormat format = check(bytes);
        Deadline deadline = new Deadline(limits.deadline());
        ImageReader reader =
                ImageIO.getImageReadersByFormatName(format.readerName()).next();
        try (ImageInputStream stream = new MemoryCacheImageInputStream(deadline.guard(bytes))) {
            reader.setInput(stream, false, true);
            Pixels pixels = Pixels.of(read(reader, format, deadline, size));
            return format == PictureFormat.JPEG ? Orientation.of(bytes).apply(pixels) : pixels;
        } catch (PictureRefused e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            deadline.check(); // a reader may have wrapped what the deadline threw
            // Decoders answer broken bytes with every kind of exception; all of them mean the same.
            throw new PictureRefused(Reason.UNDECODABLE, "is a broken " + format);
        } finally {
            reader.dispose();
        }
    }

    /** Width times height as the header says, 0 when there is no header to be read; decodes nothing. */
    long pixels(byte[] bytes) {
        PictureFormat format = PictureFormat.sniff(bytes).orElse(null);
        if (format == null) {
            return 0;
        }
        ImageReader reader =
                ImageIO.getImageReadersByFormatName(format.readerName()).next();
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            reader.setInput(stream, false, true);
            return (long) reader.getWidth(0) * reader.getHeight(0);
        } catch (IOException | RuntimeException e) {
            return 0; // decoding will say what is wrong with it
        } finally {
            reader.dispose();
        }
    }

    private PictureFormat check(byte[] bytes) {
        if (bytes.length > limits.maxBytes()) {
            throw new PictureRefused(Reason.TOO_MANY_BYTES, bytes.length + " bytes");
        }
        PictureFormat format = PictureFormat.sniff(bytes)
                .orElseThrow(() -> new PictureRefused(
                        Reason.NOT_A_PICTURE, bytes.length == 0 ? "is empty" : "begins like no known picture format"));
        if (format == PictureFormat.BMP && wrapsAnother(bytes)) {
            throw new PictureRefused(Reason.UNDECODABLE, "is a BMP around a JPEG or PNG, whose size nobody checked");
        }
        return format;
    }

    /** The header of a BMP says how its pixels are packed; two ways mean that another file follows. */
    private static boolean wrapsAnother(byte[] bmp) {
        return bmp.length > BMP_COMPRESSION && (bmp[BMP_COMPRESSION] == BMP_JPEG || bmp[BMP_COMPRESSION] == BMP_PNG);
    }

    private BufferedImage read(ImageReader reader, PictureFormat format, Deadline deadline, int size)
            throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        checkHeader(reader, format, width, height);
        Truncation truncation = new Truncation();
        reader.addIIOReadProgressListener(deadline);
        reader.addIIOReadWarningListener(truncation);
        ImageReadParam settings = reader.getDefaultReadParam();
        int step = Math.max(1, Math.max(width, height) / (2 * size));
        settings.setSourceSubsampling(step, step, 0, 0);
        BufferedImage picture = reader.read(0, settings);
        deadline.check();
        truncation.check();
        return picture;
    }

    private void checkHeader(ImageReader reader, PictureFormat format, int width, int height) throws IOException {
        String size = width + " x " + height + " pixels";
        if (width < 1 || height < 1) {
            throw new PictureRefused(Reason.UNDECODABLE, size);
        }
        long longest = Math.max(width, height);
        if ((long) width * height > limits.maxPixels()
                || longest > (long) limits.maxAspect() * Math.min(width, height)) {
            throw new PictureRefused(Reason.TOO_MANY_PIXELS, size);
        }
        if (format == PictureFormat.GIF && reader.getNumImages(true) > limits.maxFrames()) {
            throw new PictureRefused(Reason.TOO_MANY_PIXELS, "more than " + limits.maxFrames() + " frames");
        }
    }
}
