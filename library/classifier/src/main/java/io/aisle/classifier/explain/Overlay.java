package io.aisle.classifier.explain;

import io.aisle.classifier.engine.Batch;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Draws what the model saw. Thread-safe. */
final class Overlay {
    /** Small pictures are enlarged to about this many pixels, so that people see something. */
    private static final int WANTED = 224;
    /** Share of the colour where the map is hottest. */
    private static final float OPACITY = 0.75f;

    private Overlay() {}

    /** The picture of the only product of a batch. */
    static BufferedImage picture(Batch batch) {
        int edge = batch.inputs().imageSize();
        BufferedImage picture = new BufferedImage(edge, edge, BufferedImage.TYPE_INT_RGB);
        for (int at = 0; at < edge * edge; at++) {
            int rgb = 0;
            for (int plane = 0; plane < 3; plane++) {
                rgb = rgb << 8 | Math.round((batch.images()[plane * edge * edge + at] + 1) * 127.5f);
            }
            picture.setRGB(at % edge, at / edge, rgb);
        }
        return enlarged(picture);
    }

    private static BufferedImage enlarged(BufferedImage picture) {
        int factor = Math.max(1, Math.round((float) WANTED / picture.getWidth()));
        int edge = factor * picture.getWidth();
        BufferedImage large = new BufferedImage(edge, edge, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = large.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        canvas.drawImage(picture, 0, 0, edge, edge, null);
        canvas.dispose();
        return large;
    }

    /** The map in colours over a picture: nothing where it is cold, then yellow, red and dark red. */
    static BufferedImage over(BufferedImage picture, HeatMap map) {
        int edge = picture.getWidth();
        float[] heat = map.pixels(edge);
        BufferedImage drawn = new BufferedImage(edge, edge, BufferedImage.TYPE_INT_RGB);
        for (int at = 0; at < heat.length; at++) {
            int below = picture.getRGB(at % edge, at / edge);
            drawn.setRGB(
                    at % edge, at / edge, mixed(below, colour(heat[at]), OPACITY * (float) Math.pow(heat[at], 1.5)));
        }
        return drawn;
    }

    private static int colour(float heat) {
        int green = Math.round(225 * (1 - heat));
        int red = Math.round(255 - 75 * Math.max(0, 2 * heat - 1));
        return red << 16 | green << 8;
    }

    private static int mixed(int below, int above, float share) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int from = below >> shift & 0xff;
            int to = above >> shift & 0xff;
            mixed |= Math.round(from + (to - from) * share) << shift;
        }
        return mixed;
    }

    static byte[] png(BufferedImage image) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return png.toByteArray();
    }
}
