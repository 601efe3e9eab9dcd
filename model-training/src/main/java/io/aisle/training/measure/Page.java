package io.aisle.training.measure;

import io.aisle.contract.Classification.Head;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The report for people. */
final class Page {
    private static final int CONFUSIONS = 30;
    private static final int DIFFERENCES = 100;
    private static final String STYLE = "body{font:15px/1.45 system-ui,sans-serif;max-width:1100px;margin:2em auto;"
            + "padding:0 1em;color:#1c2024}table{border-collapse:collapse;margin:1em 0}th,td{padding:.25em .8em;"
            + "text-align:right;border-bottom:1px solid #ddd}th:first-child,td:first-child,td.text,th.text{text-align:left}"
            + "th{background:#f3f4f6}img.product{max-height:64px}h2{margin-top:2em}.note{color:#5a6270}";

    private final Evaluation evaluation;
    private final @Nullable Evaluation against;
    private final boolean curve;
    private final StringBuilder html = new StringBuilder();

    Page(Evaluation evaluation, @Nullable Evaluation against, boolean curve) {
        this.evaluation = evaluation;
        this.against = against;
        this.curve = curve;
    }

    String html() {
        String name = text(evaluation.release().manifest().name() + " "
                + evaluation.release().manifest().version());
        html.append("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>")
                .append(name);
        html.append("</title><style>")
                .append(STYLE)
                .append("</style><h1>")
                .append(name)
                .append("</h1>");
        add(
                "<p>%,d products, %,d classes in the model, %,d products of classes it does not have; %,.0f products"
                        + " a second.</p>",
                evaluation.judged().size(),
                evaluation.release().categories().size(),
                evaluation.unknown(),
                evaluation.productsPerSecond());
        scores("Accuracy", Tally::accuracy);
        scores("Macro-F1", Tally::macroF1);
        add(
                "<h2>Is it as sure as it should be?</h2><p>Expected calibration error %.3f.</p>",
                evaluation.afterRules().reliability().expectedError());
        html.append("<img src=\"reliability.png\" alt=\"reliability diagram\">");
        if (curve) {
            html.append("<h2>How it learned</h2><img src=\"learning.png\" alt=\"learning curve\">");
        }
        if (against != null) {
            comparison(against);
        }
        categories();
        confusions();
        worst();
        return html.append("</html>\n").toString();
    }

    private interface Score {
        double of(Tally tally);
    }

    private void scores(String title, Score score) {
        int levels = evaluation.levels().deepest();
        add("<h2>%s</h2><table><tr><th>from<th>products", title);
        for (int level = 1; level <= levels; level++) {
            add("<th>level %d", level);
        }
        html.append("<th>leaf</tr>");
        Report.cards(evaluation).forEach((name, card) -> {
            if (card.products() > 0) {
                add("<tr><td>%s<td>%,d", name, card.products());
                for (int level = 0; level < levels; level++) {
                    html.append(percent(score.of(card.level(level))));
                }
                html.append(percent(score.of(card.leaf()))).append("</tr>");
            }
        });
        html.append("</table>");
    }

    /** Products both have right, only the first, only the other, neither. */
    static int[] bothRight(Evaluation one, Evaluation other) {
        int[] counts = new int[4];
        for (int at = 0; at < one.judged().size(); at++) {
            boolean left = one.judged().get(at).isRight();
            boolean right = other.judged().get(at).isRight();
            counts[left ? (right ? 0 : 1) : (right ? 2 : 3)]++;
        }
        return counts;
    }

    private void comparison(Evaluation other) {
        int[] counts = bothRight(evaluation, other);
        String name = text(other.release().manifest().name() + " "
                + other.release().manifest().version());
        add("<h2>Beside %s</h2><table><tr><th>both right<th>only this<th>only %s<th>neither</tr>", name, name);
        add("<tr><td>%,d<td>%,d<td>%,d<td>%,d</tr></table>", counts[0], counts[1], counts[2], counts[3]);
        html.append(
                "<table><tr><th class=text>product<th class=text>truth<th class=text>this<th class=text>other</tr>");
        int shown = 0;
        for (int at = 0; at < evaluation.judged().size() && shown < DIFFERENCES; at++) {
            Judged left = evaluation.judged().get(at);
            Judged right = other.judged().get(at);
            if (!left.answer().equals(right.answer())) {
                shown++;
                add(
                        "<tr><td class=text>%s<td class=text>%s<td class=text>%s<td class=text>%s</tr>",
                        text(left.name()), text(left.truth()), text(left.answer()), text(right.answer()));
            }
        }
        html.append("</table>");
    }

    private void categories() {
        html.append("<h2>Each category</h2><p class=note>Worst first. Recall: of its products, those that were put into"
                + " it. Precision: of what was put into it, what belongs there.</p>"
                + "<table><tr><th>category<th>products<th>recall<th>precision<th>F1<th>before rules</tr>");
        Map<String, Double> before = new HashMap<>();
        evaluation.of(Head.FUSED).leaf().categories().forEach(one -> before.put(one.name(), one.f1()));
        evaluation.afterRules().leaf().categories().stream()
                .sorted(Comparator.comparingDouble(Tally.Category::f1).thenComparing(Tally.Category::name))
                .forEach(one -> add(
                        "<tr><td>%s<td>%,d%s%s%s%s</tr>",
                        text(one.name()),
                        one.products(),
                        percent(one.recall()),
                        percent(one.precision()),
                        percent(one.f1()),
                        percent(before.getOrDefault(one.name(), 0.0))));
        html.append("</table>");
    }

    private void confusions() {
        html.append("<h2>What it mixes up</h2><table><tr><th>truth<th class=text>answer<th>products</tr>");
        evaluation
                .afterRules()
                .leaf()
                .confusions(CONFUSIONS)
                .forEach(one -> add(
                        "<tr><td>%s<td class=text>%s<td>%,d</tr>",
                        text(one.truth()), text(one.answer()), one.products()));
        html.append("</table>");
    }

    private void worst() {
        List<WorstErrors.Wrong> worst = evaluation.worst().ranked();
        html.append(
                "<h2>Where it was surest, and wrong</h2><p class=note>Often the label is what is wrong.</p>"
                        + "<table><tr><th>product<th class=text>picture<th class=text>truth<th class=text>answer<th>confidence</tr>");
        for (WorstErrors.Wrong wrong : worst) {
            byte[] bytes = wrong.picture();
            String picture = bytes == null
                    ? ""
                    : "<img class=product alt=\"\" src=\"data:image/jpeg;base64,"
                            + Base64.getEncoder().encodeToString(bytes) + "\">";
            add(
                    "<tr><td>%s<td class=text>%s<td class=text>%s<td class=text>%s%s</tr>",
                    text(wrong.judged().name()),
                    picture,
                    text(wrong.judged().truth()),
                    text(wrong.judged().answer()),
                    percent(wrong.judged().confidence()));
        }
        html.append("</table>");
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "<td>" : String.format(Locale.ROOT, "<td>%.1f %%", 100 * share);
    }

    private void add(String format, Object... values) {
        html.append(String.format(Locale.ROOT, format, values));
    }

    private static String text(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
