package io.aisle.training.measure;

import static io.aisle.training.measure.Html.percent;
import static io.aisle.training.measure.Html.text;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Two models asked about the same products in the same order, side by side. */
record Comparison(Evaluation one, Evaluation other, int both, int onlyThis, int onlyOther, int neither) {
    /** Products shown of each kind of difference. */
    private static final int SHOWN = 40;

    Comparison(Evaluation one, Evaluation other) {
        this(
                one,
                other,
                count(one, other, true, true),
                count(one, other, true, false),
                count(one, other, false, true),
                count(one, other, false, false));
    }

    private static int count(Evaluation one, Evaluation other, boolean left, boolean right) {
        int count = 0;
        for (int at = 0; at < one.judged().size(); at++) {
            count += one.judged().get(at).isRight() == left
                            && other.judged().get(at).isRight() == right
                    ? 1
                    : 0;
        }
        return count;
    }

    McNemar test() {
        return new McNemar(onlyThis, onlyOther);
    }

    /** As it stands in the report's JSON, beside the other model's own figures. */
    Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("bothRight", both);
        figures.put("onlyThisRight", onlyThis);
        figures.put("onlyOtherRight", onlyOther);
        figures.put("neitherRight", neither);
        figures.put("mcNemarProbability", test().probability());
        return figures;
    }

    /** One sentence. */
    String verdict() {
        return String.format(
                Locale.ROOT,
                "%,d products only this model has right, %,d only the other: %s (McNemar's exact test, p = %.2g)",
                onlyThis,
                onlyOther,
                test().verdict(),
                test().probability());
    }

    void write(Html html) {
        html.section("Beside " + text(other.title()), text(verdict()) + ".")
                .table("", "right", "accuracy", "macro-F1", "calibration error", "products a second");
        row(html, one);
        row(html, other);
        html.end()
                .table("both right", "only " + text(one.title()), "only " + text(other.title()), "neither")
                .add("<tr><td>%,d<td>%,d<td>%,d<td>%,d", both, onlyThis, onlyOther, neither)
                .end();
        products(html, "Only " + text(one.title()) + " is right", true, false);
        products(html, "Only " + text(other.title()) + " is right", false, true);
        products(html, "Neither is right, and they differ", false, false);
    }

    private static void row(Html html, Evaluation of) {
        Scorecard card = of.afterRules();
        html.add(
                "<tr><td>%s<td>%,d%s%s<td>%.3f<td>%,.0f",
                text(of.title()),
                of.judged().stream().filter(Judged::isRight).count(),
                percent(card.leafAccuracy()),
                percent(card.leaf().macroF1()),
                card.reliability().expectedError(),
                of.productsPerSecond());
    }

    private void products(Html html, String title, boolean left, boolean right) {
        html.add("<h3>%s</h3>", title).table("product", "truth_", text(one.title()) + "_", text(other.title()) + "_");
        int shown = 0;
        for (int at = 0; at < one.judged().size() && shown < SHOWN; at++) {
            Judged mine = one.judged().get(at);
            Judged theirs = other.judged().get(at);
            if (mine.isRight() == left
                    && theirs.isRight() == right
                    && !mine.answer().equals(theirs.answer())) {
                shown++;
                html.add(
                        "<tr><td>%s<td class=text>%s<td class=\"text %s\">%s<td class=\"text %s\">%s",
                        text(mine.name()),
                        text(mine.truth()),
                        left ? "right" : "wrong",
                        text(mine.answer()),
                        right ? "right" : "wrong",
                        text(theirs.answer()));
            }
        }
        html.end();
    }
}
