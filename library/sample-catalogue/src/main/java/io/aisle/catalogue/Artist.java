package io.aisle.catalogue;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Map;

/**
 * Draws product pictures: a silhouette in random colours, place and turn, before a random background, with clutter and
 * a seller's stickers. It needs neither fonts nor a display. Thread-safe.
 */
final class Artist {
    private static final double BOARD = 100;
    private static final int GRAIN = 128;
    private static final float FULL_GRAIN_EDGE = 650;

    private final Map<String, Silhouette> silhouettes = Silhouette.all();
    private final BufferedImage grain = noise();

    /** JPEG of {@code edge} x {@code edge} pixels. The same dice draw the same picture at every size. */
    byte[] jpeg(String shape, int edge, Dice dice) {
        Silhouette silhouette = silhouettes.get(shape);
        if (silhouette == null) {
            throw new IllegalStateException("shapes.txt lacks the shape " + shape);
        }
        BufferedImage picture = new BufferedImage(edge, edge, BufferedImage.TYPE_INT_RGB);
        Graphics2D board = picture.createGraphics();
        board.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        board.scale(edge / BOARD, edge / BOARD);
        background(board, dice);
        clutter(board, dice);
        subject(board, silhouette, dice);
        stickers(board, dice);
        board.setTransform(new AffineTransform());
        grain(board, edge);
        board.dispose();
        return Jpeg.of(picture, (float) dice.between(0.75, 0.92));
    }

    /** Fainter on small pictures, as it would be on a large one that was made small. */
    private void grain(Graphics2D board, int edge) {
        board.setComposite(AlphaComposite.SrcOver.derive(Math.min(1f, edge / FULL_GRAIN_EDGE)));
        for (int y = 0; y < edge; y += GRAIN) {
            for (int x = 0; x < edge; x += GRAIN) {
                board.drawImage(grain, x, y, null);
            }
        }
    }

    private static void background(Graphics2D board, Dice dice) {
        Color from = dice.chance(0.5) ? Color.WHITE : colour(dice, 0.0, 0.35, 0.6, 1.0);
        Color to = dice.chance(0.4) ? from : colour(dice, 0.0, 0.4, 0.5, 1.0);
        board.setPaint(new GradientPaint(0, 0, from, (float) dice.between(0, BOARD), (float) BOARD, to));
        board.fill(new Rectangle2D.Double(0, 0, BOARD, BOARD));
        if (dice.chance(0.3)) {
            double horizon = dice.between(55, 85);
            board.setColor(colour(dice, 0.0, 0.5, 0.4, 0.9));
            board.fill(new Rectangle2D.Double(0, horizon, BOARD, BOARD - horizon));
        }
    }

    private static void clutter(Graphics2D board, Dice dice) {
        for (int left = dice.chance(0.5) ? dice.whole(1, 6) : 0; left > 0; left--) {
            double size = dice.between(3, 16);
            board.setColor(colour(dice, 0.1, 0.8, 0.4, 1.0));
            double x = dice.between(0, BOARD);
            double y = dice.between(0, BOARD);
            board.fill(
                    dice.chance(0.5)
                            ? new Ellipse2D.Double(x, y, size, size)
                            : new Rectangle2D.Double(x, y, size, size * dice.between(0.3, 1.5)));
        }
    }

    private static void subject(Graphics2D board, Silhouette silhouette, Dice dice) {
        Color main = colour(dice, 0.1, 0.9, 0.25, 0.95);
        Color trim = colour(dice, 0.2, 1.0, 0.3, 1.0);
        int copies = dice.chance(0.1) ? 2 : 1;
        double scale = dice.between(0.6, 0.95) / (copies == 1 ? 1 : 1.6);
        AffineTransform home = board.getTransform();
        for (int copy = 0; copy < copies; copy++) {
            double middle = copies == 1 ? 50 : 30 + 40 * copy;
            board.translate(middle + dice.between(-6, 6), 50 + dice.between(-6, 6));
            board.rotate(Math.toRadians(dice.between(-18, 18)));
            board.shear(dice.between(-0.1, 0.1), 0);
            board.scale(dice.chance(0.5) ? -scale : scale, scale * dice.between(0.88, 1.1));
            board.translate(-50, -50);
            silhouette.draw(board, main, trim);
            board.setTransform(home);
        }
    }

    private static void stickers(Graphics2D board, Dice dice) {
        if (dice.chance(0.25)) {
            board.setColor(colour(dice, 0.7, 1.0, 0.7, 1.0));
            double x = dice.chance(0.5) ? 2 : 78;
            board.fill(new Ellipse2D.Double(x, 2, 20, 20));
            board.setColor(Color.WHITE);
            Digits.draw(board, dice.whole(10, 70), x + 5, 8, 8);
        }
        if (dice.chance(0.15)) {
            board.setColor(colour(dice, 0.3, 1.0, 0.2, 0.9));
            board.fill(new Rectangle2D.Double(0, 88, BOARD, 12));
            board.setColor(Color.WHITE);
            Digits.draw(board, dice.whole(1000, 99000), dice.between(8, 40), 91, 6);
        }
        if (dice.chance(0.1)) {
            board.setColor(colour(dice, 0.0, 1.0, 0.3, 1.0));
            board.setStroke(new BasicStroke(3));
            board.draw(new Rectangle2D.Double(1, 1, BOARD - 2, BOARD - 2));
        }
    }

    private static Color colour(Dice dice, double dull, double vivid, double dim, double bright) {
        return Color.getHSBColor(
                (float) dice.between(0, 1), (float) dice.between(dull, vivid), (float) dice.between(dim, bright));
    }

    /** A tile of faint noise: without it a drawn picture packs, and decodes, far too easily for a benchmark. */
    private static BufferedImage noise() {
        BufferedImage tile = new BufferedImage(GRAIN, GRAIN, BufferedImage.TYPE_INT_ARGB);
        Dice dice = Dice.of(0, 0);
        for (int pixel = 0; pixel < GRAIN * GRAIN; pixel++) {
            int tone = dice.chance(0.5) ? 0 : 0xFFFFFF;
            tile.setRGB(pixel % GRAIN, pixel / GRAIN, (dice.whole(0, 24) << 24) | tone);
        }
        return tile;
    }
}
