package io.aisle.training.measure;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Figures in rows, for the screen and for a page. A column of numbers stands to the right, one of words to the left.
 *
 * @param columns their heads
 * @param rows each as long as the heads
 */
public record Table(List<String> columns, List<List<String>> rows) {
    public Table {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
    }

    private boolean isOfNumbers(int column) {
        return rows.stream().map(row -> row.get(column)).allMatch(cell -> cell.matches("[-+]?[0-9][0-9.,]*( .*|%)?|"));
    }

    /** In Markdown, its columns aligned. */
    @Override
    public String toString() {
        int[] widths = IntStream.range(0, columns.size()).map(this::width).toArray();
        String rule = IntStream.range(0, columns.size())
                .mapToObj(column -> "-".repeat(widths[column] - 1) + (isOfNumbers(column) ? ":" : "-"))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
        return line(columns, widths)
                + rule
                + rows.stream().map(row -> line(row, widths)).collect(Collectors.joining());
    }

    private int width(int column) {
        int widest =
                rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
        return Math.max(2, Math.max(widest, columns.get(column).length()));
    }

    private String line(List<String> cells, int[] widths) {
        return IntStream.range(0, cells.size())
                .mapToObj(column -> {
                    String gap = " ".repeat(widths[column] - cells.get(column).length());
                    return isOfNumbers(column) ? gap + cells.get(column) : cells.get(column) + gap;
                })
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /** As an HTML table. */
    public String html() {
        return "<table><tr>" + cells("th", columns) + "</tr>"
                + rows.stream().map(row -> "<tr>" + cells("td", row) + "</tr>").collect(Collectors.joining("\n"))
                + "</table>\n";
    }

    private String cells(String tag, List<String> cells) {
        return IntStream.range(0, cells.size())
                .mapToObj(column -> "<" + tag + (isOfNumbers(column) ? ">" : " class=\"text\">")
                        + text(cells.get(column)) + "</" + tag + ">")
                .collect(Collectors.joining());
    }

    /** A page of its own: heading, then parts of HTML. */
    public static String page(String heading, List<String> parts) {
        return new Html(heading).add("%s", String.join("\n", parts)).done();
    }

    /** Text as it stands in HTML. */
    public static String text(String text) {
        return Html.text(text);
    }
}
