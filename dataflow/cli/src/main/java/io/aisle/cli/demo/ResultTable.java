package io.aisle.cli.demo;

import io.aisle.cli.account.Result;
import io.aisle.cli.screen.Screen;
import io.aisle.cli.screen.Width;
import io.aisle.contract.ProductKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The answers as they come, one line each; the famous cases first, with a verdict. */
final class ResultTable {
    private static final int[] COLUMNS = {7, 22, 46, 6, 36};

    private final Screen screen;
    private final Map<ProductKey, String> categories;
    private final Set<ProductKey> named;
    private final Map<ProductKey, Result> shown = new HashMap<>();
    private final Set<ProductKey> namedShown = new HashSet<>();
    private final List<Result> held = new ArrayList<>();

    ResultTable(Screen screen, Traffic traffic) {
        this.screen = screen;
        this.categories = traffic.categories();
        this.named = traffic.named();
    }

    void headings() {
        screen.say("");
        screen.say(line("verdict", "product", "category", "conf.", "rests on", "name"));
        screen.say("-".repeat(150));
    }

    /** Shows the answers that are new; ordinary ones wait until the famous cases have been shown. */
    void add(List<Result> results) {
        for (Result result : results) {
            if (shown.putIfAbsent(result.key(), result) != null) {
                continue;
            }
            if (named.contains(result.key())) {
                namedShown.add(result.key());
                show(result);
            } else {
                held.add(result);
            }
        }
        if (namedShown.containsAll(named)) {
            release();
        }
    }

    /** Shows the answers that still wait. */
    void release() {
        held.forEach(this::show);
        held.clear();
    }

    /** Every answer seen, by product version. */
    Map<ProductKey, Result> seen() {
        return Map.copyOf(shown);
    }

    private void show(Result result) {
        screen.say(line(
                verdict(result),
                result.key().toString(),
                result.isTombstone() ? "(deleted)" : result.category(),
                result.isTombstone() ? "-" : String.format(Locale.ROOT, "%.3f", result.confidence()),
                result.unavailable().isEmpty() || result.isTombstone()
                        ? result.modalities()
                        : result.modalities() + " (" + result.unavailable() + ")",
                Width.cut(result.name(), 40)));
    }

    private String verdict(Result result) {
        boolean right = result.categoryId().equals(categories.get(result.key()));
        if (named.contains(result.key())) {
            return right ? "* right" : "* WRONG";
        }
        return right || result.isTombstone() ? "" : "differs";
    }

    private static String line(String... cells) {
        var line = new StringBuilder();
        for (int column = 0; column < COLUMNS.length; column++) {
            line.append(Width.fit(cells[column], COLUMNS[column])).append("  ");
        }
        return line.append(cells[COLUMNS.length]).toString().stripTrailing();
    }
}
