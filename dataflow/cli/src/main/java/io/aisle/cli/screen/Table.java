package io.aisle.cli.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows under headings; numbers to the right, words to the left. */
public final class Table {
    private static final String GAP = "  ";

    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();

    private Table(List<String> headings) {
        this.headings = headings;
    }

    /** A table without rows yet. */
    public static Table of(String... headings) {
        return new Table(List.of(headings));
    }

    /** Adds a row; whole numbers get thousands separators. */
    public Table row(Object... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException("row: needs " + headings.size() + " cells, not " + cells.length);
        }
        rows.add(List.of(cells).stream().map(Table::text).toList());
        return this;
    }

    /** The lines, headings first, none with trailing spaces. */
    public List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(line(headings).stripTrailing());
        lines.add("-".repeat(Width.of(line(headings))));
        rows.forEach(row -> lines.add(line(row).stripTrailing()));
        return lines;
    }

    private String line(List<String> cells) {
        var line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            int width = width(column);
            String padding = " ".repeat(width - Width.of(cells.get(column)));
            line.append(column == 0 ? "" : GAP);
            line.append(isNumeric(column) ? padding + cells.get(column) : cells.get(column) + padding);
        }
        return line.toString();
    }

    private int width(int column) {
        int widest =
                rows.stream().mapToInt(row -> Width.of(row.get(column))).max().orElse(0);
        return Math.max(widest, Width.of(headings.get(column)));
    }

    private boolean isNumeric(int column) {
        return !rows.isEmpty()
                && rows.stream()
                        .map(row -> row.get(column))
                        .allMatch(cell -> cell.matches("-|[-+]?[\\d,.]+[ %a-zA-Z/]*"));
    }

    private static String text(Object cell) {
        if (cell instanceof Integer || cell instanceof Long) {
            return String.format(Locale.ROOT, "%,d", ((Number) cell).longValue());
        }
        return cell instanceof Double number ? String.format(Locale.ROOT, "%,.1f", number) : String.valueOf(cell);
    }
}
