package io.aisle.catalogue;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A thing to draw: filled shapes on a board of 100 x 100; see {@code shapes.txt}. Immutable.
 *
 * @param parts what is filled, in order
 */
record Silhouette(List<Part> parts) {
    /**
     * @param paint {@code main}, {@code dark}, {@code light}, {@code trim} or {@code #rrggbb}
     * @param shape what it fills
     */
    record Part(String paint, Shape shape) {}

    static Map<String, Silhouette> all() {
        Map<String, List<Part>> parts = new LinkedHashMap<>();
        List<Part> current = new ArrayList<>();
        for (String line : Lines.of("shapes.txt")) {
            String[] words = line.split(" ");
            if (words.length == 1) {
                current = new ArrayList<>();
                parts.put(line, current);
            } else {
                current.add(new Part(words[1], shape(words)));
            }
        }
        Map<String, Silhouette> all = new LinkedHashMap<>();
        parts.forEach((name, list) -> all.put(name, new Silhouette(List.copyOf(list))));
        return all;
    }

    /** Fills the parts; the graphics are already moved, turned and scaled to the board. */
    void draw(Graphics2D board, Color main, Color trim) {
        for (Part part : parts) {
            board.setColor(
                    switch (part.paint) {
                        case "main" -> main;
                        case "dark" -> mixed(main, Color.BLACK);
                        case "light" -> mixed(main, Color.WHITE);
                        case "trim" -> trim;
                        default -> Color.decode(part.paint);
                    });
            board.fill(part.shape);
        }
    }

    private static Color mixed(Color one, Color other) {
        return new Color(
                (one.getRed() * 2 + other.getRed()) / 3,
                (one.getGreen() * 2 + other.getGreen()) / 3,
                (one.getBlue() * 2 + other.getBlue()) / 3);
    }

    private static Shape shape(String[] words) {
        if (words[0].equals("area")) {
            return area(words);
        }
        double[] n =
                Arrays.stream(words).skip(2).mapToDouble(Double::parseDouble).toArray();
        return switch (words[0]) {
            case "oval" -> new Ellipse2D.Double(n[0] - n[2], n[1] - n[3], 2 * n[2], 2 * n[3]);
            case "box" -> new RoundRectangle2D.Double(n[0], n[1], n[2], n[3], 2 * n[4], 2 * n[4]);
            case "line" -> line(n);
            default -> throw new IllegalStateException("shapes.txt: no such shape: " + words[0]);
        };
    }

    private static Shape line(double[] n) {
        Path2D path = new Path2D.Double();
        path.moveTo(n[1], n[2]);
        for (int at = 3; at < n.length; at += 2) {
            path.lineTo(n[at], n[at + 1]);
        }
        return new BasicStroke((float) n[0], BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND).createStrokedShape(path);
    }

    private static Shape area(String[] words) {
        Path2D path = new Path2D.Double();
        String command = "M";
        List<Double> points = new ArrayList<>();
        for (String word : Arrays.asList(words).subList(2, words.length)) {
            if ("MLQCZ".contains(word)) {
                command = word;
            } else {
                points.add(Double.parseDouble(word));
            }
            if (extend(path, command, points)) {
                points.clear();
            }
        }
        return path;
    }

    /** Whether the points were enough for the command, and the path has grown by them. */
    private static boolean extend(Path2D path, String command, List<Double> p) {
        int needed = Map.of("M", 2, "L", 2, "Q", 4, "C", 6, "Z", 0).getOrDefault(command, 0);
        if (p.size() < needed) {
            return false;
        }
        switch (command) {
            case "M" -> path.moveTo(p.get(0), p.get(1));
            case "L" -> path.lineTo(p.get(0), p.get(1));
            case "Q" -> path.quadTo(p.get(0), p.get(1), p.get(2), p.get(3));
            case "C" -> path.curveTo(p.get(0), p.get(1), p.get(2), p.get(3), p.get(4), p.get(5));
            default -> path.closePath();
        }
        return true;
    }
}
