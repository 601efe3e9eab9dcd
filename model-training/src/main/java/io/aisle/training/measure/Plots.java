package io.aisle.training.measure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.ChartUtils;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Line charts as PNG files. */
public final class Plots {
    private static final int WIDTH = 560;
    private static final int HEIGHT = 380;
    private static final int MOST_NAMED = 6;
    private static final List<Color> COLOURS = List.of(
            new Color(0x1f6feb),
            new Color(0xd1571e),
            new Color(0x2da44e),
            new Color(0x8250df),
            new Color(0x1c2024),
            new Color(0x999999));

    private Plots() {}

    /** One line of a chart: {@code {x, y}} each. */
    public record Line(String name, List<double[]> points) {}

    /** @param lines where they are too many to be told apart by colour, they have no legend */
    public static void write(Path file, String title, String x, String y, List<Line> lines) throws IOException {
        XYSeriesCollection series = new XYSeriesCollection();
        for (Line line : lines) {
            XYSeries one = new XYSeries(line.name());
            line.points().forEach(point -> one.add(point[0], point[1]));
            series.addSeries(one);
        }
        JFreeChart chart = ChartFactory.createXYLineChart(
                title, x, y, series, PlotOrientation.VERTICAL, lines.size() <= MOST_NAMED, false, false);
        style(chart.getXYPlot(), lines.size());
        if (isCount(lines)) {
            chart.getXYPlot().getDomainAxis().setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        }
        chart.setBackgroundPaint(Color.WHITE);
        try (OutputStream bytes = Files.newOutputStream(file)) {
            ChartUtils.writeChartAsPNG(bytes, chart, WIDTH, HEIGHT);
        }
    }

    /** Epochs and the like: there is nothing between 1 and 2. */
    private static boolean isCount(List<Line> lines) {
        return lines.stream()
                .flatMap(line -> line.points().stream())
                .allMatch(point -> point[0] >= 1 && point[0] % 1 == 0);
    }

    private static void style(XYPlot plot, int lines) {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, true);
        for (int line = 0; line < lines; line++) {
            renderer.setSeriesPaint(line, COLOURS.get(line % COLOURS.size()));
            renderer.setSeriesStroke(line, new BasicStroke(lines <= MOST_NAMED ? 2 : 1));
        }
        plot.setRenderer(renderer);
        plot.setBackgroundPaint(Color.WHITE);
        plot.setDomainGridlinePaint(new Color(0xdddddd));
        plot.setRangeGridlinePaint(new Color(0xdddddd));
    }
}
