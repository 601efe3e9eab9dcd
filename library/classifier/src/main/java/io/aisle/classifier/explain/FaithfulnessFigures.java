package io.aisle.classifier.explain;

import io.aisle.classifier.explain.Faithfulness.Curve;
import io.aisle.classifier.explain.Faithfulness.Point;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The deletion curves and their figures, as HTML. */
final class FaithfulnessFigures {
    private static final int WIDTH = 300;
    private static final int HEIGHT = 170;
    private static final int LEFT = 46;
    private static final int FOOT = 24;
    private static final String GUIDED = "#d1571e";
    private static final String RANDOM = "#8a939e";

    private final StringBuilder html = new StringBuilder();

    private FaithfulnessFigures() {}

    static String html(Faithfulness faithfulness) {
        FaithfulnessFigures figures = new FaithfulnessFigures();
        figures.add(
                "<section><h2>Do the explanations hold?</h2><p class=note>Mean drop of the probability over %,d products:"
                        + " <b style=\"color:%s\">without the most important</b>, and <b style=\"color:%s\">without as much"
                        + " at random</b> (mean of %d draws). Every point of the first must lie higher: %s.</p>"
                        + "<div class=\"both curves\">",
                faithfulness.products(),
                GUIDED,
                RANDOM,
                faithfulness.draws(),
                faithfulness.holds() ? "it does" : "<b>it does not</b>");
        faithfulness.curves().forEach(figures::curve);
        return figures.html.append("</div></section>").toString();
    }

    private void curve(Curve curve) {
        List<Point> points =
                curve.points().stream().filter(point -> point.products() > 0).toList();
        if (points.isEmpty()) {
            add("<div><b>%s</b><p class=note>Not measured: %s.</p></div>", curve.of(), Faithfulness.NOTHING);
            return;
        }
        double right = points.get(points.size() - 1).removed();
        double top = points.stream()
                .mapToDouble(point -> Math.max(point.guided(), point.random()))
                .max()
                .orElse(1);
        add("<div><b>%s</b><br><svg width=%d height=%d>", curve.of(), WIDTH, HEIGHT);
        axes(top, right, curve.unit());
        line(points, Point::random, right, top, RANDOM);
        line(points, Point::guided, right, top, GUIDED);
        html.append("</svg>");
        table(curve, points);
        html.append("</div>");
    }

    private void axes(double top, double right, String unit) {
        int floor = HEIGHT - FOOT;
        add("<path d=\"M%d 8V%dH%d\" fill=none stroke=\"#b6bdc6\"/>", LEFT, floor, WIDTH - 8);
        add("<text x=%d y=16 text-anchor=end>%.2g</text>", LEFT - 4, top);
        add("<text x=%d y=%d text-anchor=end>0</text>", LEFT - 4, floor);
        add("<text x=%d y=%d text-anchor=end>%.0f %s</text>", WIDTH - 8, HEIGHT - 6, right, unit);
    }

    private void line(List<Point> points, ToDoubleFunction<Point> drop, double right, double top, String colour) {
        int floor = HEIGHT - FOOT;
        String places = points.stream()
                .map(point -> String.format(
                        Locale.ROOT,
                        "%.1f,%.1f",
                        LEFT + (WIDTH - 12 - LEFT) * point.removed() / right,
                        floor - (floor - 12) * Math.max(0, drop.applyAsDouble(point)) / Math.max(top, 1e-9)))
                .collect(Collectors.joining(" "));
        add("<polyline points=\"%d,%d %s\" fill=none stroke=\"%s\" stroke-width=2 />", LEFT, floor, places, colour);
    }

    private void table(Curve curve, List<Point> points) {
        add("<table><tr><th>%s<th>products<th>important<th>random<th>difference</tr>", curve.unit());
        for (Point point : points) {
            add(
                    "<tr><td class=n>%.0f<td class=n>%,d<td class=n>%.4f<td class=n>%.4f<td class=n>%.4f ± %.4f</tr>",
                    point.removed(),
                    point.products(),
                    point.guided(),
                    point.random(),
                    point.guided() - point.random(),
                    point.error());
        }
        html.append("</table>");
    }

    private void add(String format, Object... values) {
        html.append(String.format(Locale.ROOT, format, values));
    }
}
